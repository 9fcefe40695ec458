"""The newsroom on this machine alone, drafts included, always as it was last saved."""
