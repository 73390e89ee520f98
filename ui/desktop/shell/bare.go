package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// bareWidth is the width of a page that stands alone, in steps of 4.
const bareWidth = 150

// bareFrame sets a page on a sheet in the middle of the desk, under the program's name.
func bareFrame(page fyne.CanvasObject) fyne.CanvasObject {
	icon := canvas.NewImageFromResource(theme.AppIcon())
	icon.FillMode = canvas.ImageFillContain
	mark := parts.Row(3, parts.Wide(10, parts.Tall(10, icon)), parts.NewText("Needsbook", parts.PageTitle))
	sheet := parts.Column(parts.Groups, mark, parts.NewPanel(theme.ColourPaper, parts.Pages, page))
	return parts.NewGround(theme.ColourDesk, parts.Scrolled(parts.Inset(parts.Pages, container.New(middle{}, sheet))))
}

// middle sets a thing in the middle, a little above, and as wide as a bare page may be.
type middle struct{}

func (middle) Layout(things []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width, theme.Steps(bareWidth))
	for _, thing := range things {
		thing.Resize(fyne.NewSize(width, thing.MinSize().Height))
		height := thing.MinSize().Height // running text has found its lines
		thing.Resize(fyne.NewSize(width, height))
		thing.Move(fyne.NewPos((size.Width-width)/2, max(0, (size.Height-height)*0.4)))
	}
}

func (middle) MinSize(things []fyne.CanvasObject) fyne.Size {
	least := fyne.Size{}
	for _, thing := range things {
		least = least.Max(thing.MinSize())
	}
	return least
}
