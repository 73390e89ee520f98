package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"needsbook/assets"
)

// Variant is the form of the look that a person chose.
type Variant int

// Variants, in the order in which Settings offers them.
const (
	System Variant = iota // light or dark, as the computer is set
	Light
	Dark
	HighContrast     // black on white
	HighContrastDark // white on black
)

// variantWords are the words of Settings, one for each variant.
var variantWords = [...]string{
	"As the computer is set", "Light", "Dark", "High contrast, black on white", "High contrast, white on black",
}

// String gives the words that Settings shows.
func (v Variant) String() string {
	if v < 0 || int(v) >= len(variantWords) {
		return variantWords[System]
	}
	return variantWords[v]
}

// Variants lists every variant in the order of Settings.
func Variants() []Variant {
	return []Variant{System, Light, Dark, HighContrast, HighContrastDark}
}

// Look is the theme of the program: hand it to Settings().SetTheme. The zero
// value is comfortable, at 100 per cent, light or dark as the computer is set.
type Look struct {
	Variant     Variant
	Density     Density
	TextPercent int // 80 to 200; 0 means 100
}

var _ fyne.Theme = Look{}

// The faces, as Fyne wants them.
var (
	regular = fyne.NewStaticResource("Lexend-Regular.ttf", assets.LexendRegular)
	bold    = fyne.NewStaticResource("Lexend-SemiBold.ttf", assets.LexendSemiBold)
	symbols = fyne.NewStaticResource("DejaVuSans.ttf", assets.DejaVuRegular)
	strong  = fyne.NewStaticResource("DejaVuSans-Bold.ttf", assets.DejaVuBold)
)

// Color answers a colour by name; system says what the computer is set to.
func (l Look) Color(name fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	return l.palette(system).named(name)
}

func (l Look) palette(system fyne.ThemeVariant) *palette {
	switch l.Variant {
	case Light:
		return &light
	case Dark:
		return &dark
	case HighContrast:
		return &contrastLight
	case HighContrastDark:
		return &contrastDark
	}
	if system == fynetheme.VariantDark {
		return &dark
	}
	return &light
}

// Font answers the face for a style. Italic is not used; it reads as regular.
func (l Look) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace:
		return fynetheme.DefaultTextMonospaceFont()
	case style.Symbol:
		return symbols
	case style.Bold:
		return bold
	}
	return regular
}

// Icon answers Fyne's own icons; ours come from Icon of this package.
func (l Look) Icon(name fyne.ThemeIconName) fyne.Resource {
	return fynetheme.DefaultTheme().Icon(name)
}

// Size answers a size by name, grown with the text setting.
func (l Look) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := fixed[name]; ok {
		return s
	}
	m, ok := scaled[name]
	if !ok {
		return 0
	}
	size := m.comfortable
	if l.Density == Compact {
		size = m.compact
	}
	return max(least[name], size*float32(clampText(l.TextPercent))/100)
}

// inForce is the look that the program runs with; parts that are made before one
// was set take the plain one.
func inForce() (Look, fyne.ThemeVariant) {
	app := fyne.CurrentApp()
	if app == nil {
		return Look{}, fynetheme.VariantLight
	}
	look, _ := app.Settings().Theme().(Look)
	return look, app.Settings().ThemeVariant()
}

// Colour asks the look in force for a colour.
func Colour(name fyne.ThemeColorName) color.Color {
	look, system := inForce()
	return look.Color(name, system)
}

// Size asks the look in force for a size.
func Size(name fyne.ThemeSizeName) float32 {
	look, _ := inForce()
	return look.Size(name)
}

// Steps gives n steps of spacing: 1 inside, 2 between, 4 round groups, 6 round pages.
func Steps(n float32) float32 { return n * Size(SizeStep) }
