package backups

import (
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// model is how the backups stand, in words, without the toolkit.
type model struct{ desk.BackupState }

// lamp is one line of how the backups stand.
type lamp struct {
	state             parts.State
	title, word, note string
}

// sentence says in a line how the backups stand.
func (m model) sentence() string {
	newest, there := m.Newest()
	if !there {
		return "There is no backup yet."
	}
	words := "The newest of " + wording.Count(len(m.All), "backup") + " on this computer was made " + desk.Ago(newest.At, m.Now) + "."
	if len(m.All) == 1 {
		words = "One backup lies on this computer, made " + desk.Ago(newest.At, m.Now) + "."
	}
	for _, u := range m.Urged {
		if u.Pressed {
			return words + " " + u.Title + "."
		}
	}
	return words
}

// urge is what is urged under a key.
func (m model) urge(keys ...string) (desk.Urge, bool) {
	for _, u := range m.Urged {
		for _, key := range keys {
			if u.Key == key {
				return u, true
			}
		}
	}
	return desk.Urge{}, false
}

// newest says how the newest backup stands.
func (m model) newest() lamp {
	if u, found := m.urge(desk.UrgeNoBackup, desk.UrgeOldBackup, desk.UrgeNewKeys); found {
		return lamp{parts.Overdue, u.Title, "", u.Words}
	}
	c, _ := m.Newest()
	return lamp{parts.Done, "Newest backup: " + moment(c), desk.Ago(c.At, m.Now), "One is made by itself each day that the file is opened, and before anything large is done to it."}
}

// second says how the second folder stands.
func (m model) second() lamp {
	if u, found := m.urge(desk.UrgeNoSecond); found {
		return lamp{parts.Soon, u.Title, "None yet", u.Words}
	}
	l := lamp{parts.Done, "Second folder: " + m.Second.Path, "Copied", m.Second.Words()}
	if m.Second.Problem != "" {
		l.state, l.word = parts.Overdue, "Not reached"
	}
	return l
}

// rehearsed says how the rehearsals stand.
func (m model) rehearsed() lamp {
	if u, found := m.urge(desk.UrgeRehearsalFailed); found {
		return lamp{parts.Overdue, u.Title, "Failed", u.Words}
	}
	if u, found := m.urge(desk.UrgeRehearsalDue); found {
		return lamp{parts.Soon, u.Title, "Due", u.Words}
	}
	last := m.Rehearsals[0]
	return lamp{parts.Done, "Restore rehearsed on " + last.On.Words(), "Passed", last.Words()}
}

// untidied says that the file is safe and could not be tidied up.
func (m model) untidied() lamp {
	return lamp{parts.Soon, "The file could not be tidied up", "", m.Warning + " Everything that was entered is safe, and it is tried again by itself."}
}

// rehearsal is a line of the list of rehearsals.
func rehearsal(r desk.Rehearsal) (state parts.State, words string) {
	by := "by itself"
	if r.Asked {
		by = "asked for by " + r.By
	}
	head := r.On.Words() + ", " + r.At.Format("15:04") + ", " + by + ". "
	if r.OK {
		return parts.Done, head + r.Words()
	}
	return parts.Overdue, head + r.Words()
}

func moment(c desk.Copy) string { return day.On(c.At).Words() + ", " + c.At.Format("15:04") }

// listed is a backup as the list shows it.
func listed(c desk.Copy) string {
	words := moment(c)
	if c.Size > 0 {
		words += "   ·   " + size(c.Size)
	}
	return words
}

// size writes a number of bytes for people.
func size(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", (n+1023)/1024)
	}
	return fmt.Sprintf("%d.%d MB", n>>20, n%(1<<20)*10>>20)
}

// passed says after a rehearsal how it went.
func passed(r desk.Rehearsal) string {
	return strings.TrimSuffix(r.Words(), " Nothing was changed in the file since.")
}
