package sending

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
)

// byFile is joining where the network stops the program: a request is saved as a file
// and given to the hub's people, whose answer comes back as another.
type byFile struct {
	s       *Screen
	object  *fyne.Container
	code    *parts.Field
	label   *parts.Field
	to      *saving.PathField
	from    *saving.PathField
	same    *parts.Check
	request *sheet.Sheet
	answer  *sheet.Sheet
	last    *sheet.Sheet // compares the words; nil until an answer was read
	said    *parts.Prose
	read    []byte
}

// Names of the two files.
const (
	requestEnding = ".scj"
	answerEnding  = ".sca"
)

func newByFile(s *Screen) *byFile {
	at := s.n.Shell.Window().Canvas()
	f := &byFile{s: s, object: parts.Column(parts.Groups), said: parts.NewProse("", parts.Small)}
	f.code, f.label = parts.NewField("7K2QF-9MZ3D-HX4WT-P"), lineWith("SENCO computer", "")
	f.to = saving.NewPathField(at, filepath.Join(s.n.Folder, "Request to join "+s.n.Desk.School().URN+requestEnding))
	f.request = sheet.New("", "Save the request", f.save)
	f.request.Add("code", "Code of the invitation", f.code, "It can be used once. Capitals and hyphens do not matter.")
	f.request.Add("label", "Name of this computer", f.label, "So that the people of the hub know which one it is.")
	f.request.Add(saving.FieldPath, "Save it as", f.to.Object, "Give the file to the people of the hub: in a shared folder, on a stick, or by e-mail. It holds no figure and no pupil.")
	f.to.OnSubmitted = func(string) { f.request.Try() }
	sheet.Drafts{Desk: s.n.Desk, Place: "cluster", Alert: s.n.Shell.Alert}.Follow("request", f.request, s.n.Shell.NamesHidden())
	f.from = saving.NewOpenField(at, "", answerEnding, ".json")
	f.answer = sheet.New("", "Read the answer", f.look)
	f.answer.Add(saving.FieldPath, "Their answer", f.from.Object, "The file that the people of the hub gave back.")
	f.from.OnSubmitted = func(string) { f.answer.Try() }
	f.answer.Begin()
	f.object.Objects = f.start()
	return f
}

func (f *byFile) start() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		parts.Card("1. Save the request", parts.Column(parts.Between, f.request.Form(), parts.Row(0, parts.NewButton("Save the request", func() { f.request.Try() })), f.said)),
		parts.Card("2. Read the answer", parts.Column(parts.Between, f.answer.Form(), parts.Row(0, parts.NewButton("Read the answer", func() { f.answer.Try() })))),
	}
}

// save writes the request into its file.
func (f *byFile) save() error {
	path := strings.TrimSpace(f.to.Text)
	f.s.run(func(ctx context.Context) error {
		return saving.Write(path, func(w io.Writer) error {
			file, err := f.s.n.Desk.EnrolFile(ctx, f.code.Text, strings.TrimSpace(f.label.Text))
			if err == nil {
				_, err = w.Write(file)
			}
			return err
		})
	}, func(err error) {
		if err != nil {
			f.request.Say(err)
			return
		}
		f.said.SetText("✓ Saved in " + path + ". Give it to the people of the hub.")
		f.object.Refresh()
		f.s.focus(f.from.Field)
	})
	return nil
}

// look reads the answer and shows the hub's words to compare.
func (f *byFile) look() error {
	file, err := saving.Read(f.from.Text, exchange.MaxEnrolFile)
	if err != nil {
		return err
	}
	hub, err := f.s.n.Desk.ReadEnrolAnswer(context.Background(), file)
	if err != nil {
		return aboutPath(err)
	}
	f.read = file
	f.same = parts.NewLongCheck("The people of the hub read out the same six words", false, nil)
	f.last = sheet.New("", "Join", f.take)
	f.last.Add("same", "", f.same, "")
	f.last.Begin()
	f.object.Objects = append(f.start(), wordsCard(hub), f.last.Form(), parts.Row(0, parts.NewMainButton("Join", func() { f.last.Try() }).WithKey("Ctrl+Enter")))
	f.object.Refresh()
	f.s.object.Refresh()
	f.s.focus(f.same)
	return nil
}

// take keeps the hub's answer.
func (f *byFile) take() error {
	if !f.same.Ticked {
		return compareFirst()
	}
	m, err := f.s.n.Desk.TakeEnrolAnswer(context.Background(), f.read)
	if err != nil {
		return err
	}
	words := "Joined. The hub still has to accept this computer."
	if m.State == exchange.Active {
		words = "Joined, and the hub has accepted this computer."
	}
	f.s.joined(words)
	return nil
}

// accept does what stands next: save the request, read the answer, or join.
func (f *byFile) accept() {
	switch {
	case f.last != nil:
		f.last.Try()
	case strings.TrimSpace(f.from.Text) != "":
		f.answer.Try()
	default:
		f.request.Try()
	}
}

// compareFirst refuses to go on without the comparison.
func compareFirst() error {
	return &desk.Refusal{Field: "same", Words: "Compare the six words first, and tick this when they are the same."}
}

// wordsCard shows a hub's six words, to compare by telephone.
func wordsCard(hub desk.Joining) fyne.CanvasObject {
	return parts.Card(hub.Hub.Name, parts.Column(parts.Between,
		parts.NewProse("Telephone the people who run the hub, on a number that you know, and ask them for its six words:", parts.Plain),
		parts.NewProse(strings.Join(hub.Words(), "  "), parts.SectionTitle),
		parts.NewProse("If one word differs, do not join: it is another hub.", parts.Quiet)))
}
