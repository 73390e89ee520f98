package meeting

import (
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
)

// People lists those who are asked to a meeting, each with a box to tick for having
// come; whole adds the invitation and the advice that is asked for before an annual
// review. Mark is called with what was ticked.
func People(people []desk.MeetingPerson, hidden, whole bool, mark func(v register.Invitee, what string, on bool)) fyne.CanvasObject {
	list := parts.Column(parts.None)
	for _, p := range people {
		tick := func(words, what string, ticked bool) fyne.CanvasObject {
			return parts.NewCheck(words, ticked, func(on bool) { mark(p.Invitee, what, on) })
		}
		list.Add(tick(Who(p.Invitee, hidden), desk.MarkCame, p.Came == "yes"))
		if whole {
			list.Add(parts.Margins(6, 0, 0, parts.Tight, parts.Flow(parts.Between, tick("Invited", desk.MarkInvited, !p.Invited.IsZero()), tick("Sent advice", desk.MarkAdvice, !p.Advice.IsZero()))))
		}
	}
	return list
}

// Asked says who is asked to a meeting and how each stands, for whoever ticks nothing.
func Asked(people []desk.MeetingPerson, hidden bool) fyne.CanvasObject {
	var facts []parts.Fact
	for _, p := range people {
		words := []string{}
		if !p.Invited.IsZero() {
			words = append(words, "invited "+p.Invited.Words())
		}
		if !p.Advice.IsZero() {
			words = append(words, "sent advice "+p.Advice.Words())
		}
		switch p.Came {
		case "yes":
			words = append(words, "came")
		case "no":
			words = append(words, "did not come")
		}
		if len(words) == 0 {
			words = []string{"not invited yet"}
		}
		facts = append(facts, parts.Fact{Label: Who(p.Invitee, hidden), Value: strings.Join(words, ", ")})
	}
	return parts.NewFactList(facts...)
}

// Who names somebody at a meeting; while names are hidden by their role.
func Who(v register.Invitee, hidden bool) string {
	switch {
	case v.Name == "" || hidden && v.Role != "":
		return v.Role
	case hidden:
		return "Somebody"
	case v.Role == "":
		return v.Name
	}
	role := v.Role
	if strings.ToUpper(role) != role { // SENCO stays as it is
		role = strings.ToLower(role[:1]) + role[1:]
	}
	return v.Name + ", " + role
}
