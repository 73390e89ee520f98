package requests

import (
	"slices"
	"strconv"
	"strings"

	"needsbook/app/funding"
	"needsbook/ui/desktop/shell"
)

// places says where the form's routes lie in the window. PUPIL stands for the pupil of
// the gate, and a form of the pupil's page may follow.
var places = map[string]string{
	"pupil/details":     "pupil/PUPIL/edit",
	"pupil/consent":     "pupil/PUPIL/consent",
	"pupil/views":       "pupil/PUPIL/pupil_view",
	"pupil/advice":      "pupil/PUPIL/advice",
	"pupil/outcomes":    "pupil/PUPIL/outcome",
	"pupil/training":    "pupil/PUPIL/training",
	"pupil/attachments": "pupil/PUPIL/attachment",
	"pupil/provision":   "pupil/PUPIL/provision",
	"reviews":           "pupil/PUPIL/review",
	"provision":         "pupil/PUPIL/provision",
	"levels":            "levels/PUPIL",
	"settings/rates":    "settings/rates",
	"settings/school":   "settings/school",
	"settings/terms":    "settings",
	"register":          "register",
	"budget":            "budget",
}

// placesWithout says where a route leads that is about no one pupil.
var placesWithout = map[string]string{"levels": "levels", "reviews": "reviews"}

// here says which field of the page a route within the request begins with.
var here = map[string]string{
	"about": "starts", "event": "event", "sign-off": "senco_signed", "evidence": "papers", "progress": "measures", "pupils": "pupils", "group": "pupils",
	"costs": "costs", "schools": "partners", "outcomes": "outcomes", "feedback": funding.AnswerField, "plan": "exit_plan",
}

// way is where a gate is put right: a route, or a field of this page. A form that a
// council made may have a route that is not known here; then the pupil's page is the
// best place, or what is written.
func (m *model) way(g funding.Gate) (to shell.Route, field string) {
	pupil := g.Pupil
	if e := m.pupil(); pupil == "" && e != nil {
		pupil = e.ID
	}
	inside, is := strings.CutPrefix(g.FixRoute, "request/")
	place, known := places[g.FixRoute]
	switch {
	case is:
		return to, m.fieldOf(g, inside)
	case known && (pupil != "" || !strings.Contains(place, "PUPIL")):
		if g.ID == "parent_view" {
			place = "pupil/PUPIL/parent_view"
		}
		return shell.ParseRoute(strings.Replace(place, "PUPIL", pupil, 1)), ""
	case pupil != "":
		return shell.To("pupil", pupil), ""
	case g.FixRoute == "provision" && m.request().Kind == funding.KindGroup:
		return shell.To("provision", m.request().Interventions[:min(1, len(m.request().Interventions))]...), ""
	case placesWithout[g.FixRoute] != "":
		return shell.ParseRoute(placesWithout[g.FixRoute]), ""
	case m.request().Kind == funding.KindGroup:
		return to, "pupils"
	}
	return to, m.fieldOf(g, inside)
}

// fieldOf names the field of this page that a gate is about: its own where it names one
// that stands here, else the first of the part that its route names.
func (m *model) fieldOf(g funding.Gate, inside string) string {
	for _, name := range []string{g.Field, g.ID} {
		if m.writes(name) && name != "progress" {
			return name
		}
	}
	if inside == "costs" && m.request().Kind == funding.KindGroup {
		return "interventions"
	}
	if field, known := here[inside]; known && (m.writes(field) || !m.isField(field)) {
		return field
	}
	if m.writes(inside) {
		return inside
	}
	return m.firstPart()
}

// isField reports whether a name is of a field of the form.
func (m *model) isField(name string) bool {
	return slices.ContainsFunc(m.form().Fields, func(f funding.Field) bool { return f.ID == name })
}

// firstPart is the first thing to write.
func (m *model) firstPart() string {
	if list := m.parts(); len(list) > 0 {
		return list[0].ID
	}
	return "starts"
}

// numberOf reads the number of a request in a route.
func numberOf(arg string) (int, bool) {
	n, err := strconv.Atoi(arg)
	return n, err == nil && n > 0
}
