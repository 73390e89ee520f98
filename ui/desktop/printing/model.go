package printing

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/paper"
)

// Job is one paper that can be printed.
type Job struct {
	Title    string                               // "One-page profile"
	FileName string                               // offered, without ending and without a pupil's name: "Profile 2026-11-22"
	Who      func(desk.Names) string              // names the pupil as asked, for the file's name; nil for a paper about many
	Make     func(desk.Names) (*paper.Doc, error) // must not touch the window
	Data     func() ([]byte, error)               // the same as JSON, saved beside the page; nil for none
	Full     bool                                 // the paper makes sense with full names alone
}

// model is what stands on the sheet, without its widgets.
type model struct {
	jobs   []Job
	job    int
	names  desk.Names
	format desk.Format
	layout desk.Layout
	folder string // where files are offered
}

// place is the path that is offered: a name that no file in the folder has yet, so
// that the page can be printed again and again.
func (m *model) place() string {
	job := m.jobs[m.job]
	name := job.FileName
	if job.Who != nil {
		name = strings.TrimSpace(name + " " + job.Who(m.namesOf(job)))
	}
	name = fileWords(name)
	for n := 1; ; n++ {
		path := filepath.Join(m.folder, name)
		if n > 1 {
			path += " " + strconv.Itoa(n)
		}
		if free(path+m.format.Ending()) && (job.Data == nil || free(path+".json")) {
			return path + m.format.Ending()
		}
	}
}

// namesOf is how pupils are named in a job.
func (m *model) namesOf(job Job) desk.Names {
	if job.Full {
		return desk.NamesFull
	}
	return m.names
}

func free(path string) bool {
	_, err := os.Lstat(path)
	return err != nil
}

// fileWords takes out what a file's name may not hold on some computer.
func fileWords(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"/\|?*`, r) {
			return -1
		}
		return r
	}, strings.TrimRight(name, ". "))
}

// made is a job's outcome: the page as a file, and what it does not show.
type made struct {
	file, data []byte
	missing    []string
}

func (m *model) make() (out made, err error) {
	job := m.jobs[m.job]
	doc, err := job.Make(m.namesOf(job))
	if err != nil {
		return out, err
	}
	doc = m.layout.Set(doc)
	if out.file, out.missing, err = desk.Draw(doc, m.format); err != nil {
		return out, err
	}
	if job.Data != nil {
		out.data, err = job.Data()
	}
	return out, err
}

// settingFolder is where papers are saved, as the window remembers it.
const settingFolder = "printing"

// lastFolder is where a paper was saved last, if that folder is still there.
func lastFolder(d *desk.Desk, offered string) string {
	var last string
	if found, err := d.Setting(context.Background(), settingFolder, &last); !found || err != nil {
		return offered // which folder is offered is no reason to refuse a page
	}
	if at, err := os.Stat(last); err != nil || !at.IsDir() {
		return offered
	}
	return last
}
