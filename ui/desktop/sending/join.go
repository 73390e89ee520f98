package sending

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// joinPane is where a school joins: over the network, or by file.
func (s *Screen) joinPane() fyne.CanvasObject {
	if s.joining == nil {
		s.joining, s.filing = newJoining(s), newByFile(s)
	}
	head := parts.NewProse(s.now.say("{Cluster+} are groups of schools that look at their needs together. Once a term each school sends one summary: counts of pupils with SEN in groups of five or more, never a pupil. You see every figure first, and nothing leaves before it is approved and then sent."), parts.Plain)
	way, words := s.joining.object, "The network stops the program? Join by file"
	s.inside, s.main = s.joining.address, s.joining.accept
	if s.byFile {
		way, words = s.filing.object, "Join over the network"
		s.inside, s.main = s.filing.code, s.filing.accept
	}
	other := parts.Row(0, parts.NewLink(words, func() {
		s.byFile = !s.byFile
		s.show()
		s.Focus()
	}))
	return parts.Scrolled(parts.Margins(0, 0, parts.Groups, 0, parts.Column(parts.Groups, head, way, other)))
}

// joined shows the page of a school that has joined.
func (s *Screen) joined(words string) {
	s.joining, s.filing, s.rejoining = nil, nil, false
	s.tab = tabFigures
	s.reload(func() { s.n.Shell.Say(words) })
}

// joining is the part of the page with which the school joins a hub: its address,
// then its six words to compare, then the code of the invitation.
type joining struct {
	s       *Screen
	object  *fyne.Container
	address *parts.Field
	code    *parts.Field
	label   *parts.Field
	same    *parts.Check
	meeting *sheet.Sheet
	joining *sheet.Sheet
	hub     desk.Joining
}

func newJoining(s *Screen) *joining {
	j := &joining{s: s, object: parts.Column(parts.Groups)}
	j.address = parts.NewField("https://hub.example.org")
	j.meeting = sheet.New("", "Ask the hub who it is", func() error { j.meet(); return nil })
	j.meeting.Add("address", "Address of the hub", j.address, "It stands in the invitation from the people who run the hub.")
	sheet.Drafts{Desk: s.n.Desk, Place: "cluster", Alert: s.n.Shell.Alert}.Follow("hub", j.meeting, s.n.Shell.NamesHidden())
	j.object.Objects = []fyne.CanvasObject{j.meeting.Form(), parts.Row(parts.Between, parts.NewMainButton("Ask the hub who it is", func() { j.meeting.Try() }))}
	return j
}

// meet asks the hub for its name and its words.
func (j *joining) meet() {
	address := strings.TrimSpace(j.address.Text)
	if address == "" {
		j.meeting.Say(&desk.Refusal{Field: "address", Words: "Enter the address of the hub."})
		return
	}
	var hub desk.Joining
	j.s.run(func(ctx context.Context) (err error) {
		hub, err = j.s.n.Desk.MeetHub(ctx, address)
		return err
	}, func(err error) {
		if err != nil {
			j.meeting.Say(err)
			return
		}
		j.met(hub)
	})
}

// met shows the words of the hub, and asks for the code.
func (j *joining) met(hub desk.Joining) {
	j.hub = hub
	j.code = parts.NewField("7K2QF-9MZ3D-HX4WT-P")
	j.label = parts.NewField("")
	j.label.SetText("SENCO computer")
	j.same = parts.NewCheck("The people of the hub read out the same six words", false, nil)
	j.joining = sheet.New("", "Join", func() error { j.join(); return nil })
	j.joining.Add("same", "", j.same, "")
	j.joining.Add("code", "Code of the invitation", j.code, "It can be used once. Capitals and hyphens do not matter.")
	j.joining.Add("label", "Name of this computer", j.label, "So that the people of the hub know which one it is.")
	j.joining.Begin()
	again := parts.Row(parts.Between, parts.NewButton("Ask the hub who it is", func() { j.meeting.Try() })) // Join is the main one now
	j.object.Objects = []fyne.CanvasObject{j.object.Objects[0], again, wordsCard(hub), j.joining.Form(),
		parts.Row(parts.Between, parts.NewMainButton("Join", func() { j.joining.Try() }).WithKey("Ctrl+Enter"))}
	j.object.Refresh()
	j.s.object.Refresh()
	j.s.focus(j.same)
}

// join enrols this computer.
func (j *joining) join() {
	if !j.same.Ticked {
		j.joining.Say(compareFirst())
		return
	}
	hub, code, label := j.hub, j.code.Text, strings.TrimSpace(j.label.Text)
	j.s.run(func(ctx context.Context) error {
		_, err := j.s.n.Desk.Join(ctx, hub, code, label)
		return err
	}, func(err error) {
		if err != nil {
			j.joining.Say(err)
			return
		}
		j.s.joined("The request to join has been taken by the hub.")
	})
}

// accept does what stands next: ask, or join.
func (j *joining) accept() {
	if j.joining != nil {
		j.joining.Try()
		return
	}
	j.meeting.Try()
}
