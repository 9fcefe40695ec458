# The server's end of a publication, read line by line from the other end (see remote.py) and run
# by any POSIX sh. Beside the shell's own words it needs tar and cp, mv, sha256sum as GNU has them.
#
# A request is one line of words parted by tabs. An answer is any number of lines and one that
# begins with "ok" or "no". The folder of releases is laid out as on the publisher's machine:
# releases/7/…, manifests/7.json, history.jsonl, and current, the link that readers are served.
set -u
umask 022
LC_ALL=C
export LC_ALL
tab='	'
nl='
'
folder=$1
mine=
job=

say() { printf '%s\n' "$*"; }

# That it cannot be done: a word for the reason, and what a program said, on one line.
refuse() {
    reason=$1
    IFS=$nl
    set -f
    # shellcheck disable=SC2086 # it is to be split at its lines
    set -- $2
    set +f
    IFS=' '
    printf 'no\t%s\t%s\n' "$reason" "$*"
    unset IFS
}

# Who holds the lease: sets pid, id, who. An empty or lost file is nobody's.
read_lease() {
    pid= id= who=
    [ -f .lease ] && IFS=$tab read -r pid id who <.lease
    [ -n "$pid" ]
}

# Whether that process is one of ours still: numbers are used again after a while.
is_alive() {
    case $pid in '' | *[!0-9]*) return 1 ;; esac
    if [ -d /proc/self ]; then
        comm=
        [ -r "/proc/$pid/comm" ] && read -r comm <"/proc/$pid/comm"
        case $comm in *sh) return 0 ;; *) return 1 ;; esac
    fi
    kill -0 "$pid" 2>/dev/null
}

# End that process and what it started, and wait until all are gone.
end_session() {
    kill -9 -"$pid" 2>/dev/null || kill -9 "$pid" 2>/dev/null
    waits=0
    while [ $waits -lt 20000 ] && { kill -0 -"$pid" || kill -0 "$pid"; } 2>/dev/null; do
        waits=$((waits + 1))
    done
}

take_lease() {
    tries=0
    while :; do
        if said=$( (set -C && printf '%s\t%s\t%s\n' "$$" "$1" "$2" >.lease) 2>&1); then
            mine=1
            say ok
            return
        fi
        tries=$((tries + 1))
        if [ $tries -gt 200 ]; then
            refuse write "$said"
            return
        fi
        # What was there may go meanwhile, and then it is nobody's.
        [ -e .lease ] || continue
        read_lease
        if is_alive; then
            if [ "$id" = "$1" ] && [ "$pid" != "$$" ]; then
                end_session # the same publisher, whose line was cut
                continue
            fi
            refuse busy "$who"
            return
        fi
        mv .lease ".lease.$$" 2>/dev/null && mv -f ".lease.$$" .lease.last
    done
}

holds_lease() { read_lease && [ "$pid" = "$$" ]; }

leave() {
    [ -n "$job" ] && wait "$job"
    job=
    [ -n "$mine" ] && holds_lease && mv -f .lease .lease.last
    mine=
}
trap leave EXIT

tell_state() {
    for one in releases/* releases/.[!.]*; do
        [ -d "$one" ] && say "tree$tab${one#releases/}"
    done
    for one in manifests/*; do
        line=
        case $one in
            *.json) read -r line <"$one" && say "manifest$tab${one#manifests/}$tab$line" ;;
            *.data) say "data$tab${one#manifests/}" ;;
        esac
    done
    if [ -L current ]; then
        place=$(cd -P current 2>/dev/null && pwd -P)
        say "current$tab${place##*/}"
    elif [ -e current ]; then
        say "current${tab}foreign"
    fi
    [ -d .incoming ] && say incoming
    if [ -f history.jsonl ]; then
        while IFS= read -r line; do
            [ -n "$line" ] && say "history$tab$line"
        done <history.jsonl
    fi
    say ok
}

# Every file, folder and link below $1, as tar lists them.
tell_files() {
    if [ -d "$1" ]; then
        tar -cvvf /dev/null --quoting-style=literal "$1" 2>&1 | while IFS= read -r line; do
            say "file$tab$line"
        done
    fi
    say ok
}

# The lines that go with a request, which end with a dot.
read_lines() {
    while IFS= read -r line && [ "$line" != . ]; do
        printf '%s\n' "$line"
    done
}

# Of the digests that follow, those that the files below $1 do not have. As nothing is written for
# it, a full disk changes no answer; and all is read before the first word of it is said.
tell_wrong() {
    wrong=$(read_lines | {
        (cd "$1" 2>/dev/null && sha256sum -c --quiet - 2>/dev/null)
        while read -r line; do :; done
    })
    [ -n "$wrong" ] && printf '%s\n' "$wrong" | while IFS= read -r line; do
        say "wrong$tab${line%: FAILED*}"
    done
    [ -d "$1" ] || say "none"
    say ok
}

# Remove the files, folders and trees that are listed, as far as they are there; says why it cannot.
remove_listed() {
    there=$(while IFS= read -r one; do
        case $one in releases/* | manifests/* | .incoming | .incoming/*) ;; *) continue ;; esac
        case $one in *..*) continue ;; esac
        if [ -e "$one" ] || [ -L "$one" ]; then printf './%s\n' "$one"; fi
    done)
    [ -n "$there" ] || return 0
    # What went with its folder is missed by tar, so that it is no fault: what is there still is.
    missed=$(printf '%s\n' "$there" | tar --remove-files -cf /dev/null -T - 2>&1)
    printf '%s\n' "$there" | while IFS= read -r one; do
        if [ -e "$one" ] || [ -L "$one" ]; then
            printf '%s\n' "${one#./}: $missed"
            break
        fi
    done
}

# Remove what an interrupted sending left, which would get among what is sent now.
clear() {
    said=$(read_lines | remove_listed)
    if [ -n "$said" ]; then refuse gone "$said"; else say ok; fi
}

# While the next release is being built: link the tree of release $1 a second time, for the next to be
# made of. Only its speed depends on it.
prepare() {
    holds_lease || { refuse lease ""; return; }
    say ok
    [ -n "$job" ] && return
    [ -d "releases/.spare-$1" ] && return
    {
        cp -al "releases/$1" "releases/.spare.$$" && mv -T "releases/.spare.$$" "releases/.spare-$1" ||
            printf '%s\n' "releases/.spare.$$" | remove_listed
    } >/dev/null 2>&1 &
    job=$!
}

# Take what is sent until the end of the line, and prove it: the files in .incoming/tree.
receive() {
    [ -e .incoming/whole ] && mv -f .incoming/whole .incoming/earlier
    said=$(tar -xf - --no-same-owner 2>&1) || { refuse_sent tar "$said"; return 1; }
    [ -f .incoming/whole ] || { refuse cut ""; return 1; }
    [ -s .incoming/sums ] || return 0
    wrong=$(cd .incoming/tree && sha256sum -c --quiet ../sums 2>/dev/null) || {
        refuse digest "$wrong"
        return 1
    }
}

# Put what was received into the tree $1, in the place of what is there under its names.
put_in() {
    [ -s .incoming/sums ] || return 0
    said=$(cp -al --remove-destination .incoming/tree/. "$1" 2>&1) || { refuse_sent cp "$said"; return 1; }
}

forget_sent() { tar --remove-files -cf /dev/null .incoming 2>/dev/null; }

# That what was sent cannot be taken. On a full disk it is given up: the room is needed.
refuse_sent() {
    case $2 in
        *'No space left'* | *'quota exceeded'*) forget_sent ;;
    esac
    refuse "$1" "$2"
}

# Make release $1 of what is sent and of release $2, and show it in place of $3 ("-" is none).
# Whatever fails, readers see what they saw.
take() {
    receive || return
    [ -n "$job" ] && wait "$job"
    making=releases/.$1.partial
    if [ ! -d "releases/$1" ]; then
        if [ "$2" != - ]; then
            if [ -d "releases/.spare-$2" ]; then
                said=$(mv -T "releases/.spare-$2" "$making" 2>&1) || { refuse_sent mv "$said"; return; }
            else
                said=$(cp -al "releases/$2" "$making" 2>&1) || { refuse_sent cp "$said"; return; }
            fi
            if [ -s .incoming/gone ]; then
                said=$(cd "$making" && tar --remove-files --no-recursion -cf /dev/null \
                    -T ../../.incoming/gone 2>&1) || { refuse_sent gone "$said"; return; }
            fi
            put_in "$making" || return
        else
            said=$(mv -T .incoming/tree "$making" 2>&1) || { refuse_sent mv "$said"; return; }
        fi
    fi
    if command -v sync >/dev/null; then sync -f . 2>/dev/null; fi
    holds_lease || { refuse lease ""; return; }
    shown=
    [ -L current ] && shown=$(cd -P current 2>/dev/null && pwd -P)
    shown=${shown##*/}
    [ "${shown:--}" = "$3" ] || { refuse other "$shown"; return; }
    for one in .incoming/manifests/*; do
        [ -f "$one" ] && mv -f "$one" manifests/
    done
    if [ -d "$making" ]; then
        said=$(mv -T "$making" "releases/$1" 2>&1) || { refuse_sent mv "$said"; return; }
    fi
    said=$(mv -T .incoming/current current 2>&1) || { refuse_sent mv "$said"; return; }
    mv -f .incoming/history.jsonl history.jsonl
    say "shown$tab$1"
    pruned=$(while IFS= read -r one; do
        mv -T "releases/$one" "releases/.$one.removed" && printf '%s\n' "releases/.$one.removed"
    done 2>/dev/null <.incoming/pruned)
    said=$(remove_listed <.incoming/removed)
    [ -n "$said" ] && say "left$tab$said"
    forget_sent
    say ok
    # That takes long, and the publisher has other things to do. What stays goes with the next.
    printf '%s\n' "$pruned" | remove_listed >/dev/null 2>&1
}

# Put what is sent into release $1, where it was damaged.
mend() {
    receive || return
    holds_lease || { refuse lease ""; return; }
    said=$(remove_listed <.incoming/removed)
    [ -n "$said" ] && { refuse_sent gone "$said"; return; }
    printf '%s\n' "releases/.spare-$1" | remove_listed # what was damaged is linked there as well
    put_in "releases/$1" || return
    forget_sent
    say ok
}

for tool in cp mv sha256sum; do
    case $($tool --version 2>/dev/null) in *GNU*) ;; *) say "lack$tab$tool" ;; esac
done
case $(tar --version 2>/dev/null) in *GNU*) ;; *) say "lack${tab}tar" ;; esac
case $folder in '~') folder=$HOME ;; '~/'*) folder=$HOME/${folder#'~/'} ;; esac
if [ ! -d "$folder" ] && [ -d "${folder%/*}" ] && command -v mkdir >/dev/null; then
    mkdir "$folder" 2>/dev/null
fi
if ! cd "$folder" 2>/dev/null; then
    refuse folder ""
    exit
fi
if [ ! -w . ]; then
    refuse write ""
    exit
fi
for one in * .[!.]*; do
    if [ -e "$one" ] || [ -L "$one" ]; then say "top$tab$one"; fi
done
say ok

while IFS=$tab read -r word one two three; do
    case $word in
        lease) take_lease "$one" "$two" ;;
        state) tell_state ;;
        files) tell_files "$one" ;;
        wrong) tell_wrong "$one" ;;
        clear) clear ;;
        prepare) prepare "$one" ;;
        fetch) tar -cf - -b 1 "$one" ;;
        take) take "$one" "$two" "$three"; exit ;;
        mend) mend "$one"; exit ;;
        leave) leave; say ok; exit ;;
        *) refuse word "" ;;
    esac
done
