package settings

import (
	"bytes"
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
)

// badgeSize is how large the badge is shown, in pixels of the design.
var badgeSize = fyne.NewSize(120, 90)

// fieldPicture is the field that a refusal of a picture is about.
const fieldPicture = "picture"

// badge is the part of the school's section that puts its badge on what leaves the
// school. The second result shows it again as it is kept.
func (s *Screen) badge() (content fyne.CanvasObject, fill func()) {
	path := saving.NewOpenField(s.n.Shell.Window().Canvas(), "", ".png", ".jpg", ".jpeg", ".gif")
	shown := container.NewStack()
	var form *sheet.Sheet
	take := parts.NewLink("Take the badge away", func() {
		form.Keep(fieldPicture, func() error { return s.n.Desk.RemoveBadge(context.Background()) })
		s.n.Shell.Changed()
		fill()
	})
	form = sheet.New("", "Use this picture", func() error {
		file, err := saving.Read(path.Text, paper.MostImageBytes)
		if err != nil {
			return err
		}
		if err := s.n.Desk.SetBadge(context.Background(), file); err != nil {
			return err
		}
		path.SetText("")
		s.n.Shell.Changed()
		s.n.Shell.Say("The badge stands on the public documents from now on.")
		fill()
		return nil
	})
	path.OnSubmitted = func(string) { form.Try() }
	form.Add(fieldPicture, "Picture", path.Object, "A PNG, JPEG or GIF of the school's badge. It stands beside the title of documents for the public.")
	form.Begin()
	fill = func() {
		picture, err := s.n.Desk.Badge(context.Background())
		shown.Objects = nil
		parts.SetShown(take, err == nil && len(picture) > 0)
		switch {
		case err != nil:
			shown.Add(marked(parts.Overdue, desk.Words(err)))
		case len(picture) == 0:
			shown.Add(parts.NewProse("No badge yet. Documents show the school's name alone.", parts.Quiet))
		default:
			image := canvas.NewImageFromReader(bytes.NewReader(picture), "badge")
			image.FillMode = canvas.ImageFillContain
			image.SetMinSize(badgeSize)
			shown.Add(parts.Row(0, image))
		}
		shown.Refresh()
	}
	fill()
	buttons := parts.Flow(parts.Between, parts.NewButton("Use this picture", func() { form.Try() }), take)
	return parts.Column(parts.Between, parts.NewText("Badge", parts.SectionTitle), shown, parts.AtMost(formWidth, form.Form()), buttons), fill
}
