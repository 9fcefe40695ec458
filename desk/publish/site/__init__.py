"""The site as readers are served it, asked over HTTP and compared with a release."""
