"""What each subject shows: its pictures, made once for page, presenting, print, deck and workbook."""
