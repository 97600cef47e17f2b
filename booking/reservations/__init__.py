"""The only writers of claims: every slot changes hands here, under a lock on its calendars."""
