"""Every label against every name, exactly and at line rate. Strings only: nothing here knows what a government is."""
