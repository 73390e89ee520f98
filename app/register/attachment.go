package register

import "needsbook/app/day"

// Attachment is a paper kept with a pupil: a report, a letter, a drawing. The
// paper itself lies sealed beside the school's file; this says what it is.
type Attachment struct {
	ID     string   `json:"id"`
	Pupil  string   `json:"pupil"`
	What   string   `json:"what"`   // what it is, in the person's words
	On     day.Date `json:"on_day"` // the date on the paper
	Name   string   `json:"name"`   // name of the file as it came
	Media  string   `json:"media"`  // its media type
	Size   int64    `json:"size"`   // bytes
	Digest string   `json:"digest"` // SHA-256 of its content, in hex; finds the sealed paper
	Added  day.Date `json:"added"`
	By     string   `json:"by"`
}
