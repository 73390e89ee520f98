package theme

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"needsbook/assets/icons"
)

// Icon returns a small line drawing by name, such as "register", that takes the
// ink of the theme. It panics for a name that is not shipped, which a test would show.
func Icon(name string) *fynetheme.ThemedResource {
	return fynetheme.NewThemedResource(drawing(name))
}

// IconIn returns the drawing in another colour of the theme.
func IconIn(name string, colour fyne.ThemeColorName) fyne.Resource {
	return fynetheme.NewColoredResource(drawing(name), colour)
}

// AppIcon is the program's icon for the window and the task bar.
func AppIcon() fyne.Resource { return fyne.NewStaticResource("needsbook.png", icons.App) }

func drawing(name string) fyne.Resource {
	svg, err := icons.Lines.ReadFile(name + ".svg")
	if err != nil {
		panic("theme: no icon " + name)
	}
	return fyne.NewStaticResource(name+".svg", svg)
}
