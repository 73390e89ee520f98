package register

import "strings"

// Item is one thing of a short list that a field chooses from: what is kept, and
// the words that people read.
type Item struct{ ID, Name string }

// ConsentScopes are what a consent can be for.
var ConsentScopes = []Item{
	{ConsentFunding, "Funding request"},
	{ConsentServices, "Advice from an outside service"},
	{ConsentSchools, "Sharing with another school"},
}

// ConsentWays are how a consent can be given.
var ConsentWays = []Item{
	{"signed form", "Signed form"},
	{"email", "E-mail"},
	{"letter", "Letter"},
	{"in person", "In person"},
	{"phone", "By telephone"},
}

// ViewWays are how a view can be heard: a child who cannot say it in words can be
// heard in other ways (Code of Practice 1.6 to 1.10).
var ViewWays = []Item{
	{"talk", "Talk"},
	{"meeting", "Meeting"},
	{"writing", "Writing"},
	{"drawing", "Drawing"},
	{"symbols", "Symbols or signs"},
	{"observation", "Observation"},
	{"adult", "By a trusted adult"},
	{"letter", "Letter"},
}

// Pick finds what was typed in a list, by what is kept or by its words, whatever
// the case, and returns what is kept.
func Pick(list []Item, typed string) (id string, known bool) {
	typed = strings.TrimSpace(typed)
	for _, i := range list {
		if strings.EqualFold(typed, i.ID) || strings.EqualFold(typed, i.Name) {
			return i.ID, true
		}
	}
	return "", false
}

// Named returns the words for what is kept; what is not in the list stands as it is.
func Named(list []Item, id string) string {
	for _, i := range list {
		if i.ID == id {
			return i.Name
		}
	}
	return id
}

// isContact are the types of note that are a contact with someone.
var isContact = map[string]bool{NoteCall: true, NoteMeeting: true, NoteLetter: true, NoteEmail: true}

// IsContact reports whether the note is of a contact with someone: a call, meeting,
// letter or e-mail.
func (n Note) IsContact() bool { return isContact[n.Type] }
