// Package heard is the page of what families, pupils and staff said and what the school
// did: “You said, we did”. What may be shown stands in the SEN information report. Nobody
// is named in it.
package heard
