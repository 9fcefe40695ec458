"""How common words are: a frozen table, so that no weight ever goes stale.

Counted once over 56 posts that this newsroom wrote itself (2021–2025): syllables
and pairs of neighbours, folded, by how many posts hold them. Levels are octaves
and coarse, which is enough: what matters is that words which stand everywhere do
not speak. On labelled news of ten kinds this table does as well as frequencies
counted over those news. Whoever changes a word here changes every list; the
index is keyed by the code, and made anew. One word is not where its count would set
it: an agency's own code stands in KNOWN, for search tells readers of every agency the words of
the other lists.
"""

EVERYDAY = """
01, 1, 10, 11, 12, 2, 2021, 2022, 2023, 24, 3, 30, 4, 5, 8, 9, ai, an, anh, ay, ba, ban, bang,
bao, bao cao, bat, bay, ben, bi, bien, bien ban, biet, bieu, binh, bo, bon, buoc, buoi, ca, cac,
cac don, cach, can, canh, cao, cap, cap huyen, cau, cau hoi, cham, che, chi, chia, chiec, chieu,
chinh, cho, chon, chu, chua, chuc, chung, chuyen, co, co mot, co quan, co so, con, cong, cong
chuc, cong tac, cu, cua, cua vksnd, cung, cuoc, cuoi, cuon, da, da duoc, dai, dan, dan huyen,
dang, danh, dao, dat, dau, dau tien, day, de, de nghi, den, deu, di, diem, dien, dieu, dinh, do,
doan, doc, doi, don, don vi, dong, dong chi, dong hung, du, dua, dung, duoc, duoi, duong, gan,
gap, ghi, gia, giai, gian, giao, giay, gio, giu, giua, giup, goi, gop, gui, ha, hai, hai ngay,
han, hang, hanh, hay, het, hien, hieu, hinh, ho, ho so, hoa, hoac, hoach, hoach so, hoan, hoan
thanh, hoat, hoc, hoi, hon, hop, hung, hung ha, huong, huong dan, huyen, huyen dong, huyen hung,
huyen kien, huyen quynh, huyen thai, huyen tien, huyen vu, in, it, ke, ke hoach, ket, ket qua,
kh, kh vkstb, khac, khai, khi, kho, khong, khong co, kiem, kiem sat, kiem tra, kien, kien xuong,
kinh, kinh nghiem, ky, la, la mot, lai, lam, lam viec, lan, lap, len, lich, lien, lieu, loi,
lon, lop, luan, luat, luc, luong, luot, ly, ma, mang, mat, mau, may, minh, mo, moi, moi nguoi,
mot, mot nguoi, mua, muc, muoi, muon, nam, nao, nay, neu, ngan, ngay, nghe, nghi, nghiem, ngoai,
ngoi, nguoi, nguyen, nha, nhan, nhan dan, nhat, nhat la, nhau, nhiem, nhieu, nhin, nho, nhom,
nhu, nhung, noi, noi dung, nua, nuoc, o, phai, phan, phan cong, phap, phap luat, phat, pho, pho
thai, phong, phu, phut, qua, quan, quy, quyet, quynh, quynh phu, ra, rang, rieng, ro, roi, rut,
sach, san, sang, sao, sat, sat nhan, sau, se, sinh, so, su, sua, tac, tai, tai lieu, tam, tang,
tap, tay, ten, thai, thai binh, thai thuy, tham, thang, thanh, thanh pho, thao, thay, the, them,
theo, theo doi, thi, thieu, thoi, thoi gian, thoi han, thong, thong nhat, thu, thu hai, thu tu,
thuc, thuc hien, thuy, tien, tien hai, tiep, tim, tin, tinh, tinh thai, to, to chuc, toan, toi,
tong, tra, trach, trang, tranh, trao, tre, tren, tri, trinh, tro, trong, truc, trung, truoc,
truoc khi, truoc ngay, truong, tu, tu dau, tu ngay, tuan, tung, tuong, va, va mot, van, van ban,
vao, ve, vi, vi cap, viec, vien, vien kiem, viet, vksnd, vksnd huyen, vksnd thanh, vksnd tinh,
vkstb ngay, voi, vu, vu thu, xa, xem, xet, xong, xuong, y, y kien, yeu
"""
"""In one post of seven or more: these say nothing about what a post is about."""

COMMON = """
02, 09, 11 gio, 13, 14, 15, 17, 18, 20, 2015, 2018, 2019, 2020, 2024, 21, 25, 26, 27, 31, 6, 7,
an toan, bac, bai, ban hanh, ban to, bao ve, bat dau, bo phan, bo sung, bo tri, buoi sinh, but,
cac phong, cai, can bo, cau chuyen, cay, chap, chi doan, chieu thu, chin, cho nguoi, cho viec,
chong, chuan, chuan bi, chuc moi, chuong, chuong trinh, chup, chuyen de, co chu, co dong, co
nguoi, co the, co them, con lai, cot, cu the, cua nguoi, cua vien, cung co, cuoi cung, cuon so,
da lam, dam, dan tinh, dan va, dang ky, danh cho, danh muc, danh sach, dap, dat ra, dau thang,
dem, den het, den ngay, dia, dich, dien ra, dien thoai, dinh so, dip, do la, doan vien, doi
chieu, dot, du kien, dung chung, dung lai, duoc chon, duoc lap, em, ghe, ghi vao, gi, giai
quyet, giai thich, giam, giay to, gioi, go, gom, gon, gop y, gui den, hai cap, hanh an, he, hoa
ho, hoat dong, hoc sinh, hoi nghi, hoi thang, hoi truong, hoi va, hom, hop voi, i, kem, keo, ket
thuc, khi co, khoa, khoang, khong ai, khong con, khong phai, khong qua, kien nghi, la noi, lac,
lai cho, lang, lanh, lanh dao, lao, lao dong, lay, le, luat to, luu, mai, mang theo, moi noi,
mot bang, mot cau, mot dong, mot to, mot trang, mot tuan, muoi hai, muoi phut, muu, nam 2015,
nam 2021, nam nay, nam ngay, nam truoc, nang, nen, nganh, ngay 01, ngay 14, ngay lam, nguoi dan,
nguoi den, nguoi nghe, nguoi nhan, nhac, nhan xet, nhanh, nhiem vu, nhieu nhat, nhin lai, nhu
the, nhung viec, niem, o cac, pham, phat bieu, phep, phien, phieu, phoi, phoi hop, phuong, quay,
quen, quet, quoc, quyen, quyet dinh, rut kinh, sang thu, sat vien, sau khi, se duoc, sinh hoat,
so hoa, so lieu, so theo, so va, soan, su nam, sung, tai cho, tam don, tep, tham muu, than,
thang ba, theo ke, theo luat, thi hanh, thich, thoai, thon, thong bao, thong tin, thu ba, thuoc,
tich, tiep theo, tiet, tieu, tin hoat, tinh huong, to giay, toa, toa an, tong hop, tot, tra loi,
trach nhiem, trao doi, trinh bay, troi, trong hai, trong nam, trong ngay, tru, truc tiep, truong
hop, truyen, tuoi, tuyen, ung, va gui, va nguoi, vai, van phong, vao bien, vao thang, vay, vi
sao, viec duoc, vua, xe, xep, xuat, yeu cau
"""
"""In about one post of ten."""

FAMILIAR = """
0, 02 2021, 04, 09 kh, 16, 19, 2014, 2025, 21 kh, 22, 23, 3 2021, 3 2023, 52, 60, 7 gio, am, an
dan, an nhan, ap, ap dung, ay duoc, ay la, ba cau, ba con, ba don, ba lan, ba viec, ban chi, ban
cu, ban dau, ban khong, bang mot, bang van, bao cho, bao dam, bao truoc, bau, ben canh, bi mat,
bieu mau, binh da, binh vksnd, bo luat, bon lan, bon muoi, bon viec, bot, buc, buoi sang, but
luc, ca phong, cac em, cac xa, cach hoi, cach lam, cam, can cu, cat, chan, chao, chat, chat
luong, chay, cheo, chep, chi bo, chi co, chi cuc, chi duoc, chi vien, chia thanh, chiec hop,
chieu voi, chinh thuc, chiu, chiu trach, cho ai, cho cac, cho mot, cho nhung, cho rang, cho
thay, choi, chu ky, chu tich, chu tri, chua duoc, chuc phien, chuc tre, chuc truc, chuc vao,
chuc vien, chuc vksnd, chung mot, chung toi, chung vao, chup anh, chuyen cua, chuyen doi, chuyen
mot, cm, co ba, co dau, co hai, co ten, con so, cong an, cong bo, cong dan, cu de, cu duoc, cua
cac, cua don, cua minh, cua mot, cua nam, cua phong, cua so, cuc, cuc thi, cum, cung duoc, cung
mot, cung voi, cuoi nam, da gui, da nhan, da so, dai bieu, dai hon, dan cac, dan gui, dan mot,
dan nam, dan su, dang vien, danh gia, danh so, dao vien, dat o, dau bang, dau cua, dau moi, dau
quy, dau tu, day la, de bo, de nhan, de xuat, den cac, den co, den tu, den tung, deu co, deu
duoc, di cung, di qua, diem cau, dien tu, dieu kien, dieu luat, dieu minh, do co, do cong, do
hai, do moi, do mot, do phong, doan kiem, doc to, doi moi, doi so, du thao, dua tren, dung kho,
dung thu, duoc bo, duoc chuyen, duoc dieu, duoc ghi, duoc giao, duoc giu, duoc gui, duoc in,
duoc kiem, duoc moi, duoc phan, duoc sua, duoc tach, duoc to, duoc viet, gan day, gan hai, gay,
ghi lai, ghi nhan, ghi ro, ghi so, gio 30, gioi thieu, giong, goc, gop mot, gui cho, hai ben,
hai don, hai muoi, hai nam, hai nguoi, hai trang, hai tuan, hang ghe, hang thang, hang tuan,
hen, hiem, hien ke, hinh su, hoat chuyen, hoc tap, hoi dong, hoi duoc, hoi lai, hong, hop ho,
hop ngay, huan, huong ung, ii, iii, it nhat, jpg, ke chuyen, ke lai, keo dai, ket luan, ket sau,
kha, khac nhau, khac phuc, khach, khai cong, khai mac, khan, khao, khay, khen, khi can, khi ky,
kho tinh, khoang cach, khoi, khong de, khung, kiem dem, kien cua, kien duoc, kien to, kin, kip,
ky so, ky thuat, la cach, la chuyen, la nhung, lai ba, lai mot, lai o, lai trong, lai vao, lai
vi, lai voi, lam tot, lan dau, lan thu, lan truoc, lap danh, lap lai, lat, len bang, lien lac,
lien quan, lieu co, lo, loai, long, luan phien, luat thi, lui, luon, ly do, mac, man, man hinh,
may quet, md, mem, minh co, minh hoa, mo cua, mo dau, moc, moi cau, moi nam, moi nhom, moi quy,
moi thang, moi tuan, mong, mot ban, mot buoi, mot chiec, mot co, mot cong, mot cuoc, mot cuon,
mot dieu, mot ho, mot lan, mot ngay, mot phan, mot so, mot van, mot viec, mua he, mung, muoi
mot, nam 2014, nam 2018, nam 2019, nam 2020, nam 2023, nam phut, nam trong, nao cung, nao duoc,
nay la, nay vien, net, ngai, ngau, ngau nhien, ngay 04, ngay 09, ngay 10, ngay 15, ngay 18, ngay
20, ngay 22, ngay 23, ngay 25, ngay 26, ngay 30, ngay hoi, ngay sau, ngay tai, ngay trong, ngay
tu, nghi phong, nghi quyet, nghia, nghiep, nghiep vu, ngua, nguoc, nguoi da, nguoi doc, nguoi
dung, nguoi duoc, nguoi huong, nguoi ky, nguoi lao, nguoi tiep, nguoi tre, nguoi trong, nha
nuoc, nha truong, nha van, nham, nhan duoc, nhan ra, nhan va, nhi, nhien, nhieu hon, nhu vay,
nhung ngay, nhung nguoi, niem yet, no, noi chuyen, noi duoc, noi khac, nu, o ba, o dau, o nha, o
phong, o tang, ong, phai dung, pham vi, phan con, phan mem, phan tham, phan tu, phi, phien toa,
phong hop, phong ngua, phong tiep, phong va, phu trach, phuc, phuong an, qd, qua hai, qua kiem,
quan ly, quanh, quay lai, quet lai, quoc gia, quy i, quy ii, quy iii, ra mot, ra soat, ra trong,
rat, roi co, sai, sang ngay, sanh, sat duoc, sat hai, sau do, sau moi, sau muoi, sau thang, se
co, so 09, so 21, so co, so da, so dien, so do, so ghi, so ket, so khong, so kiem, so sach, so
thu, so voi, soat, som, song, sot, ta, tac kiem, tach, tai cac, tang mot, tap huan, tat, ten
nguoi, ten tep, tet, tham gia, thang 12, thang bay, thang co, thang muoi, thanh mot, thanh phan,
thanh truoc, thanh vien, thao luan, thap, that, thay cho, thay doi, thay ngay, thay vi, the va,
theo mot, theo nghi, thiet, thiet bi, tho, thoai va, thu chi, thu ly, thu nam, thu nhat, thu
sau, thu vksnd, thuat, thuong, tien do, tien duoc, tien hanh, tien khong, tieng, tiep cong, tiep
nhan, to gap, to khong, to tung, toa rut, toan bo, toan the, tong cong, tra lai, tra nam, tra
se, tra theo, tra viec, tram, tran, trang giay, trang phan, tranh minh, treo, trien, trien khai,
trinh cong, tron, trong buoi, trong do, trong mot, trong so, trong tam, trong thang, trong thoi,
tru so, truc tuyen, trung binh, trung tam, truoc day, truong vksnd, tu co, tu do, tu khi, tu
mot, tu nam, tu thang, tuan dau, tuc, tung co, tung don, tung nguoi, tuyen truyen, ty, ty le,
ung ngay, uu, uu tien, uy, va chi, va co, va ghi, va loi, va luat, va nhung, va vksnd, van hoa,
van thu, vang, vao dau, vao so, ve cach, ve chuyen, ve so, ven, ven bien, vi cung, vi da, vi de,
vi duoc, vi so, vi the, viec cua, viec dau, viec kiem, viec lam, viec nao, viec trong, vien cua,
vien dan, vien truong, viet lai, voi cong, voi nam, voi so, vong, vui, vuong, xac, xanh, xin,
xu, y tuong, yet
"""
"""In about one post of sixteen."""

KNOWN = """
0 8, 01 6, 02 2022, 03, 05, 07, 10 3, 10 6, 100, 118, 12 2019, 12 chi, 12 kh, 120, 14 02, 18 kh,
2 co, 2008, 2011, 2013, 2015 co, 2017, 2020 ket, 2020 nd, 2021 cua, 2021 moi, 2021 tai, 2022
cua, 2022 hai, 22 02, 22 4, 24 gio, 25 hang, 27 7, 27 kh, 29, 3 2020, 3 vksnd, 30 2020, 30 den,
34, 41, 46, 5 2023, 58, 61, 63, 64, 8 gio, 87, 900, 94, 95, ai biet, ai can, ai co, ai cung, ai
dung, ai muon, an dinh, an hinh, an toa, an va, anh sang, ay truoc, ba diem, ba muoi, ba ngay,
ba phan, ba thang, ba y, bam, bam sat, ban co, ban da, ban den, ban dien, ban duoc, ban giao,
ban giay, ban khi, ban moi, ban ngay, ban nhan, ban sao, bang phan, bang tin, bang tu, bao hiem,
bao so, bau cu, bay gio, bay theo, ben ca, ben cung, ben duoi, benh, bep, bi thu, biet minh,
bieu nhung, bieu quyet, binh nuoc, binh ve, binh voi, boc, boi, bom, bon nhom, bong, buoc tiep,
buoi chieu, buoi huong, buoi trao, buoi trua, buoi tuyen, ca ba, ca hoi, ca nam, cac ben, cac
huyen, cac nam, cac to, cac truong, cac y, cach ghi, cach giu, cach viet, can ban, can dat, can
lam, canh cua, cao bang, cao chinh, cao nam, cao tong, cao tuoi, cap tren, cau ay, cau noi, cau
rieng, cay so, cham diem, cham hon, chang, chao mung, chap hanh, chap nhan, chau, che do, chep
lai, chi ba, chi dan, chi den, chi khac, chi minh, chi ra, chi tiet, chi tieu, chi trong, chi
uy, chia khoa, chia lam, chiec ban, chiec xe, chiem, chieu khong, chieu so, chinh nguoi, chinh
phu, cho ba, cho bao, cho ca, cho co, cho cong, cho de, cho minh, cho muon, cho toan, cho trung,
chon de, chon lam, chon mot, chong dich, chot, chu de, chu khong, chua du, chuc doan, chuc hoi,
chuc ngay, chuc nguoi, chuc trong, chuc va, chung ba, chung cho, chung la, chung nam, chung nua,
chuyen di, chuyen may, chuyen phan, chuyen sang, chuyen ve, co can, co chi, co danh, co den, co
don, co ghi, co giay, co noi, co su, co trong, co truong, coc, coi, coi trong, con dau, con la,
con ngoi, con thieu, cong co, cong khai, cong nguoi, cp, cu mot, cu va, cua ba, cua buoi, cua
co, cua cong, cua doan, cua ke, cua moi, cua nhung, cua noi, cua thon, cua tung, cua xa, cung
doc, cung du, cung la, cung nguoi, cung nhau, cung tu, cung tung, cuoc hop, cuoi buoi, cuoi
ngay, cuoi quy, cuoi tuan, cuon sach, cuu, da ban, da bo, da cu, da dang, da mat, dai dien, dai
dung, dai nhat, dam an, dan chi, dan cu, dan cua, dan cung, dan o, dan sau, dan truoc, dan xa,
dang duoc, dang giai, danh rieng, dao tao, dat canh, dat ten, dau buoi, dau cho, dau duoc, dau
khong, dau nam, dau so, day du, day va, de ca, de cac, de chinh, de do, de doi, de don, de dung,
de gop, de hoc, de hoi, de khong, de kip, de theo, de va, de xe, de xem, dem but, den can, den
dau, den nay, den nhieu, den phai, di bien, di tu, di xe, dia ban, dia diem, dia phuong, diem
moi, dien bien, dien va, dieu can, dieu khien, dinh duoc, dinh ky, dinh vao, dip ky, do chi, do
da, do de, do mat, do nguoi, do vksnd, doan chia, doan cung, doan khong, doan vksnd, doc ho, doc
khong, doc la, doc lai, doc thanh, doc xong, doi cach, doi duoc, doi khong, doi rieng, don den,
dong gop, dong nguoi, dong thi, dong thoi, dong xet, dong y, du phien, dua len, dua nam, dua
vao, dung cho, dung duoc, dung han, dung noi, dung o, dung tu, duoc an, duoc ban, duoc bao, duoc
bieu, duoc boc, duoc cong, duoc dan, duoc danh, duoc de, duoc doc, duoc dong, duoc dung, duoc
gop, duoc ke, duoc khen, duoc ky, duoc lam, duoc mot, duoc neu, duoc nguyen, duoc nhan, duoc
phat, duoc so, duoc thay, duoc thi, duoc tong, duoc treo, duoc xac, duoi mai, em di, em trao,
gach, gan bon, gan mot, gap phat, ghe dau, ghep, ghi ca, ghi chu, ghi ten, ghi y, ghim, gia
dinh, giam sat, gian de, giao ban, giao cho, giao khoa, giao nhan, giay da, giay do, gio chieu,
gio moi, gio ngay, giu mot, giu nguyen, giu trat, giua cac, giua vien, giup do, goi lai, gop ba,
gui nhan, gui truoc, guong, ha vksnd, ha xuong, hai ban, hai chiec, hai cong, hai dong, hai gio,
hai kiem, hai lan, hai may, hai nhom, hai phan, hai thang, han de, hanh lang, hanh theo, hanh
trinh, hay khong, he thong, het ngay, het quy, hieu duoc, hieu vi, ho chi, hoan thien, hoat chi,
hoc cach, hoc khong, hoi bon, hoi chi, hoi chu, hoi dap, hoi dau, hoi ve, hoi y, hom ay, hom
sau, hom truoc, hon du, hon mot, hop co, hop ly, hop nhat, hua, huan so, hung va, hung vksnd,
hung yen, huong co, huu, huyen ban, huyen da, iv, ke mot, kem mot, kem theo, ket ngay, ket noi,
khac nhieu, khan gia, khau, khi ban, khi hoi, khi lam, khi mang, khi nhin, khi vien, khien,
khieu, khieu nai, kho va, khoan, khoi luong, khong cho, khong chup, khong doc, khong dung, khong
ghi, khong ket, khong lay, khong nhan, khong noi, khong thuoc, khop, khu, kien hoan, kien khac,
kien va, kinh phi, ky hieu, ky khai, ky ngay, ky nhan, ky niem, ky quy, ky sinh, la chu, la doc,
la lan, la phai, la phan, la so, lai cach, lai cung, lai khong, lai moi, lai nhieu, lai thanh,
lai truoc, lai tu, lam bao, lam lai, lam nay, lam phien, lam phut, lam ro, lam tai, lam thu, lan
luot, lan nay, lang nghe, lap ho, lau, le phai, len nhan, lich tiep, lich truc, lieu cua, lieu
truoc, loa, loa truyen, loi di, loi khong, lop 9, lop hoc, lop moi, lop tap, lua, luan toi, luat
bao, luat cua, luat moi, luat tiep, luat trong, luc nao, luc tu, lui thoi, luot tiep, luu tru,
ly don, ma khong, ma la, ma vksnd, mai bep, mang mot, manh, mat khau, mat nha, mat tran, mau
bang, mau da, mau phan, mau so, mau truoc, may in, may tinh, minh roi, moi ba, moi ca, moi chi,
moi chiec, moi co, moi den, moi duoc, moi ho, moi khong, moi len, moi lop, moi nganh, moi trong,
moi vao, mot cach, mot con, mot cot, mot danh, mot dau, mot dem, mot gio, mot goc, mot la, mot
nhom, mot quy, mot tam, mot thang, mot tinh, mot tram, mot trong, mot tu, mot xa, mu, mu bao,
mua moi, muc dung, muc ho, muc nhung, muoi bon, muoi cay, muoi lam, muoi ngay, nai, nam 2008,
nam 2011, nam 2013, nam 2017, nam 2025, nam cu, nam don, nam gan, nam sau, nam so, nam viec,
nan, nao ai, nao mat, nao moi, nao phai, nao truoc, nau, nay vi, nd, nd cp, nen bo, nen co, nep,
nga, ngan co, ngan thoi, nganh kiem, ngay 03, ngay 05, ngay 17, ngay 24, ngay 27, ngay 31, ngay
cho, ngay co, ngay dau, ngay khi, ngay luong, ngay phap, ngay rieng, ngay thu, nghe noi, nghi
co, nghi dinh, nghi dong, nghi duoc, nghi huu, nghi moi, nghi phep, nghi tong, nghia la, nghiem
nam, nghiem vksnd, ngoai le, ngoi canh, ngoi lai, nguoc lai, nguoi cao, nguoi chi, nguoi chiu,
nguoi chu, nguoi cua, nguoi di, nguoi giu, nguoi khong, nguoi kiem, nguoi lon, nguoi moi, nguoi
mot, nguoi phu, nguoi sau, nguoi soan, nguoi ta, nguoi tham, nguoi thay, nguoi truc, nguoi viet,
nguyen nhan, nguyen tac, nhac den, nhan dip, nhan loi, nhan mot, nhan ngay, nhan thay, nhan
thong, nhan viec, nhap, nhat bon, nhat dung, nhat khi, nhat ky, nhat mau, nhat mot, nhat sau,
nhat thuoc, nhau o, nhau trong, nhau tu, nhau va, nhe, nhe mot, nhiem ky, nhiem va, nhieu noi,
nhin thay, nhin vao, nho da, nho vay, nhom khong, nhom ky, nhom nhiem, nhua, nhung bieu, nhung
cau, nhung con, nhung cuon, nhung diem, nhung dieu, nhung khong, nhung nam, nhung noi, nhung
trang, noi chua, noi den, noi nao, noi nhan, noi tu, noi ve, nua buoi, nua gio, nua ngay, nua
trang, nuoc che, nuoc nam, nuoc o, o co, o hai, o mot, o nhung, o tam, on, phai chuyen, phai ke,
phai la, phai lam, phai nam, phai noi, phai quay, phai quet, phan cua, phan giai, phan lon, phan
viec, phan vien, phang, phap ly, phat cho, phat hien, phia, phong chong, phong da, phong doc,
phong thong, phong to, phong trao, phu luc, phu nu, phu va, phuc truoc, phut dau, phut de, qua
25, qua ba, qua bon, qua cac, qua khac, qua la, qua mang, qua mot, qua va, quan ban, quan ket,
quan nguoi, quan phoi, quan thi, quen mat, quet kho, quoc hoi, quy che, quy co, quy dinh, quy
iv, quy mot, quy tac, quyen ay, quyen duoc, quyet duoc, quyet so, quyet thong, ra sao, rang tu,
rieng cho, rieng va, ro thoi, roi de, ruoi, sach cu, sach nguoi, sach phap, sach va, sang de,
sang hom, sang kien, sang va, sao don, sap, sat cua, sat nam, sat thai, sat truc, sat voi, sau
ba, sau bang, sau hai, sau mot, sau phien, sau sau, se cung, se do, se lam, si, sinh lop, so 12,
so 18, so 27, so 30, so ay, so chuyen, so cua, so dang, so den, so doi, so duoc, so giao, so ho,
so lien, so mau, so nam, so nao, so nhat, so nhung, so tien, so trang, so truoc, som hon, su
huyen, su tham, sua lai, suat, tac dai, tac van, tai cong, tai hoi, tai phong, tai san, tai tru,
tam nam, tan, tao, tao tai, tap trung, te, tham du, tham quyen, thang 10, thang chin, thang de,
thang hai, thang sau, thang tam, thang than, thang thuc, thang truoc, thanh hai, thanh nam,
thanh tap, thanh tieng, thao ghim, thap nhat, that lac, thay nhung, the khi, the nao, the thao,
them mot, them sau, theo ba, theo nam, theo phap, theo quy, theo quyet, theo thu, thi bao, thi
dua, thi duoc, thi goi, thi moi, thi nhin, thi viet, thien, thieu nguoi, thieu sot, thoi diem,
thong qua, thu bay, thu bon, thu tuc, thuc duoc, thuoc pham, thuoc ve, thuong xuyen, thuy va,
tich ho, tien la, tiep tai, tiep tuc, tiep xuc, tieu chi, tim da, tim hieu, tinh den, tinh hung,
to cao, to mot, to quoc, toa co, toan cho, toan khi, toan thong, toi chi, tong ket, tra cheo,
tra cuu, tran to, trang dau, trang nao, trang va, tranh luan, trao cho, trao thi, trat, trat tu,
tre em, tren gay, tren giay, tren loa, treo o, trich, trieu, tro giup, tro thanh, tro ve, troi
da, trong co, trong danh, trong gio, trong hoi, trong quy, trong tai, trong vong, trua, trung
hoc, trung lap, trung voi, truoc 11, truoc cach, truoc cho, truoc de, truoc gio, truoc nam,
truoc them, truoc tu, truyen duoc, truyen thanh, tu chieu, tu dong, tu hom, tu kiem, tu lan, tu
noi, tu sach, tu thai, tu tim, tu truoc, tuan hai, tuan sau, tuan theo, tuc nhan, tung hinh,
tuong khong, tuy, uong, uong nuoc, uy ban, va ba, va bang, va bao, va binh, va chung, va danh,
va don, va du, va dung, va duoc, va ho, va hoi, va khong, va moi, va phan, va quet, va so, va
thai, vach, van con, vao chieu, vao nganh, vao ngay, vao sang, vao tuan, vay trong, ve bi, ve
cho, ve ket, ve nguoi, ve thoi, ve van, ve viec, vet, vi can, vi co, vi con, vi gui, vi khong,
vi minh, vi moi, vi mot, vi pham, vi theo, vi thong, vi truoc, viec chua, viec gi, viec giam,
viec kho, viec ngoi, viec se, viec trien, viec tuan, vien cong, vien duoc, vien lam, vien tiep,
vien tre, vien trong, viet len, viet nam, viet thanh, vksnd hai, vkstb, vo, voi ban, voi bo,
voi mot, voi toa, vu an, vu tai, vuc, vung, vuot, xa ven, xac dinh, xac nhan, xay, xay dung,
xe cua, xe doi, xe may, xem lai, xem xet, xep theo, xet xu, xoay, xoay quanh, xu ly, xuat trinh,
xuc, xuyen, y sau, yen
"""
"""In two posts: known, no more. What is in none of these lists counts for one level more."""

LEVELS = ((5, KNOWN), (4, FAMILIAR), (3, COMMON), (0, EVERYDAY))
"""Level → terms, the rarest first: a term stands in one of them."""
