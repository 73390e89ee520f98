package help

import "slices"

// Names of the pages that are made from the program's own tables.
const (
	pageKeys   = "keys"
	pageSearch = "search"
	pageStart  = "start"
)

// page is one page of help, by the name in its route. The pages about a screen have
// that screen's name.
type page struct{ group, name, title string }

// pages are the pages of help in the order of their list.
var pages = []page{
	{"To begin", pageStart, "How to begin"},
	{"To begin", "firstrun", "Make or open a file"},
	{"Pages", "today", "Today"},
	{"Pages", "register", "Register"},
	{"Pages", "provision", "Provision"},
	{"Pages", "staffweek", "Staff by hours"},
	{"Pages", "ticksheet", "Sessions held"},
	{"Pages", "reviews", "Reviews and meetings"},
	{"Pages", "meeting", "Record of a meeting"},
	{"Pages", "fields", "The school's own fields"},
	{"Pages", "pupil", "Pupil"},
	{"Pages", "groupreview", "Group review"},
	{"Pages", "history", "Status and needs over time"},
	{"Pages", "census", "School census"},
	{"Pages", "duplicates", "Duplicates"},
	{"Pages", "concerns", "Concerns"},
	{"Pages", "effect", "What worked"},
	{"Pages", "unmet", "Unmet need"},
	{"Pages", "needprofile", "Need profile"},
	{"Pages", "levels", "{Level+}"},
	{"Pages", "moderation", "{Moderation}"},
	{"Pages", "vignettes", "Vignettes"},
	{"Pages", "signals", "Signals"},
	{"Pages", "requests", "Requests"},
	{"Pages", "reports", "Reports"},
	{"Pages", "activities", "Activities and costs"},
	{"Pages", "heard", "You said, we did"},
	{"Pages", "governors", "Governors’ page"},
	{"Pages", "casesample", "Case sample"},
	{"Pages", "budget", "Budget"},
	{"Pages", "import", "Bring in a list"},
	{"Pages", "packtable", "Make a pack from a council's table"},
	{"Pages", "export", "Take everything out"},
	{"Pages", "handover", "Transition"},
	{"Pages", "cluster", "{Cluster}"},
	{"Pages", "clusterview", "What comes back"},
	{"Pages", "panel", "{Cluster_panel}"},
	{"Pages", "sharedneeds", "Shared needs"},
	{"Pages", "backups", "Backups and restores"},
	{"Pages", "keeping", "Keeping and erasing"},
	{"Pages", "whereabouts", "Where our data is"},
	{"Pages", "settings", "Settings"},
	{"Good to know", pageSearch, "Find by search"},
	{"Good to know", pageKeys, "Keys"},
	{"Good to know", "printing", "Print"},
	{"Good to know", "undo", "Undo and history"},
	{"Good to know", "roles", "Who may do what"},
	{"Good to know", "names", "Hide names"},
	{"Good to know", "accessibility", "Text size, keys and screen readers"},
	{"Good to know", "data", "Where is my data?"},
}

// placeOf is the place of a page, or of the first one for a name that has none.
func placeOf(name string) int {
	return max(0, slices.IndexFunc(pages, func(p page) bool { return p.name == name }))
}
