package pupil

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
)

// paperEndings are the files that the browser offers; any other can be typed or dropped.
var paperEndings = []string{".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".jpg", ".jpeg", ".png", ".heic", ".tif", ".tiff", ".xlsx", ".xls", ".ods", ".csv",
	".pptx", ".ppt", ".eml", ".msg", ".html", ".mp3", ".m4a", ".mp4"}

// attachments are the papers of the pupil, the latest first.
func (m *model) attachments() []row {
	list := m.record.Attachments
	out := make([]row, len(list))
	for i, a := range list {
		name := a.Name
		if m.hidden() {
			name = "hidden"
		}
		r := row{id: a.ID, title: m.written(a.What), note: name + ", " + sizeWords(a.Size), word: a.On.Words()}
		out[len(list)-1-i] = r
	}
	return out
}

// sizeWords writes a size: 34 KB, 1.2 MB.
func sizeWords(bytes int64) string {
	if bytes < 1<<20 {
		return fmt.Sprintf("%d KB", (bytes+1023)>>10)
	}
	return fmt.Sprintf("%d.%d MB", bytes>>20, bytes%(1<<20)*10>>20)
}

// attachmentCard is the card of papers.
func (s *Screen) attachmentCard() fyne.CanvasObject {
	of := func(id string) register.Attachment {
		return byID(s.model.record.Attachments, id, func(a register.Attachment) string { return a.ID })
	}
	if rows := s.model.attachments(); len(rows) > 0 && !s.may(access.LogDay) {
		return parts.Card("Attachments", lamps(rows, "Open", func(id string) { s.saveCopy(of(id)) }))
	}
	return s.listCard(access.LogDay, "Attachments", "Reports, letters and drawings can be kept here, sealed with the file.", "A adds one, or drop it on the page.", s.model.attachments(),
		func(id string) { s.openAttachment(of(id)) })
}

// openAttachment opens a paper, or begins a new one.
func (s *Screen) openAttachment(a register.Attachment) {
	if !s.mayChange(access.LogDay) {
		return
	}
	if a.ID == "" {
		s.attach("")
		return
	}
	what, on := line(a.What), parts.NewDateField(s.n.Desk.Today)
	on.SetValue(a.On)
	sh := sheet.New("Attachment", "Keep", func() (err error) {
		a.What = what.Text
		if a.On, err = sheet.Day("on_day", on); err != nil {
			return err
		}
		_, err = s.n.Desk.SaveAttachment(context.Background(), a)
		return err
	})
	sh.Add("what", "What it is", what, "")
	sh.Add("on_day", "Date on it", on, "")
	sh.Add("name", "File", parts.NewProse(a.Name+", "+sizeWords(a.Size)+", added "+a.Added.Words(), parts.Plain), "")
	sh.Foot(parts.NewLink("Open", func() { s.saveCopy(a) }), parts.NewLink("Replace", func() { s.replace(a) }), s.removing(access.Erase, s.n.Desk.RemoveAttachment, a.ID))
	s.openSheet(panelName("attachment", a.ID), sh, "The attachment is kept.")
}

// attach begins a new paper, with the path of a file where it is known.
func (s *Screen) attach(path string) {
	if !s.mayChange(access.LogDay) {
		return
	}
	what, on := parts.NewField(""), parts.NewDateField(s.n.Desk.Today)
	on.SetValue(s.n.Desk.Today())
	file := saving.NewOpenField(s.n.Shell.Window().Canvas(), path, paperEndings...)
	sh := sheet.New("Add an attachment", "Attach", nil)
	sh.Do = func() error {
		a := register.Attachment{Pupil: s.model.id, What: what.Text, Name: filepath.Base(strings.TrimSpace(file.Text))}
		var err error
		if a.On, err = sheet.Day("on_day", on); err != nil {
			return err
		}
		content, err := saving.Read(file.Text, desk.MaxAttachment)
		if err != nil {
			return err
		}
		_, err = s.n.Desk.AddAttachment(context.Background(), a, content)
		return aboutFile(err)
	}
	sh.Add("what", "What it is", what, "Speech therapist's report, letter from home, drawing …")
	sh.Add("on_day", "Date on it", on, "")
	sh.Add(saving.FieldPath, "File", file.Object, "At most 20 MB. It is sealed with the school's file; the one you choose stays where it is.")
	file.OnSubmitted = func(string) { sh.Try() }
	s.openSheet("attachment", sh, "The attachment is kept.")
}

// replace puts another file in the place of a paper.
func (s *Screen) replace(a register.Attachment) {
	file := saving.NewOpenField(s.n.Shell.Window().Canvas(), "", paperEndings...)
	sh := sheet.New("Replace "+a.What, "Replace", func() error {
		content, err := saving.Read(file.Text, desk.MaxAttachment)
		if err != nil {
			return err
		}
		return aboutFile(s.n.Desk.ReplaceAttachment(context.Background(), a.ID, filepath.Base(strings.TrimSpace(file.Text)), content))
	})
	sh.Add(saving.FieldPath, "File", file.Object, "It takes the place of "+a.Name+". Ctrl+Z brings that back.")
	file.OnSubmitted = func(string) { sh.Try() }
	s.openSheet("replace/"+a.ID, sh, "The attachment is replaced.")
	s.n.Shell.Window().Canvas().Focus(file.Field)
}

// aboutFile makes a refusal about a paper's content one about the line of its path.
func aboutFile(err error) error {
	if refusal, ok := err.(*desk.Refusal); ok && refusal.Field == "content" {
		return &desk.Refusal{Field: saving.FieldPath, Words: refusal.Words}
	}
	return err
}

// saveCopy saves a paper where the person chooses, and opens it from there: no copy
// is left in a place that nobody knows of.
func (s *Screen) saveCopy(a register.Attachment) {
	card := &saving.Card{Title: "Save a copy and open it", Path: filepath.Join(s.n.Folder, a.Name),
		Hint: "The copy is not sealed. Delete it when you have read it.",
		Make: func(desk.Names) ([]byte, error) {
			_, content, err := s.n.Desk.AttachmentContent(context.Background(), s.model.id, a.ID)
			return content, err
		},
		Saved: func(path string) {
			s.n.Shell.Say("Saved as " + filepath.Base(path) + ".")
			if err := saving.Open(path); err != nil {
				s.n.Shell.Alert(desk.Words(err))
			}
		}}
	card.Show(s.n.Shell.Window().Canvas(), s.n.Shell.Runner())
}

// Drop takes a file that was dropped on the page.
func (s *Screen) Drop(path string) { s.attach(path) }
