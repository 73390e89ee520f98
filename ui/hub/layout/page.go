package layout

// SignOut is where the frame's button to sign out is posted to.
const SignOut = "/sign-out"

// Page is one page in the frame. Title must be set; everything else may be left out.
type Page struct {
	Title  string  // the heading and the window's title
	Where  string  // the line above the title, such as the cluster's name
	Lead   string  // the sentence below the title
	Person string  // who is signed in; when empty there is no way to sign out
	Places []Link  // where this person may go
	Back   []Link  // what this page is part of, the widest first
	Script string  // the address of a script on this hub, or empty
	Large  bool    // letters to be read across a room
	Done   string  // what was just done, in a sentence
	Wrong  []Fault // what could not be taken
	Body   any     // what the page's own template is given
}

// Link leads to another page. Here marks the one that is shown. Key is one letter that
// leads there by the browser's access key, or empty.
type Link struct {
	To, Words string
	Here      bool
	Part      bool // the page that is shown is a part of it
	Key       string
}

// Fault is one thing that could not be taken, with the identifier of the field that it
// stands at, or "" where it is about the whole page.
type Fault struct{ Field, Words string }
