package desktop

import (
	"needsbook/ui/desktop/activities"
	"needsbook/ui/desktop/backups"
	"needsbook/ui/desktop/budget"
	"needsbook/ui/desktop/casesample"
	"needsbook/ui/desktop/census"
	"needsbook/ui/desktop/clusterview"
	"needsbook/ui/desktop/concerns"
	"needsbook/ui/desktop/duplicates"
	"needsbook/ui/desktop/effect"
	"needsbook/ui/desktop/fields"
	"needsbook/ui/desktop/governors"
	"needsbook/ui/desktop/groupreview"
	"needsbook/ui/desktop/handover"
	"needsbook/ui/desktop/heard"
	"needsbook/ui/desktop/help"
	"needsbook/ui/desktop/history"
	"needsbook/ui/desktop/importing"
	"needsbook/ui/desktop/keeping"
	"needsbook/ui/desktop/levels"
	"needsbook/ui/desktop/meeting"
	"needsbook/ui/desktop/moderation"
	"needsbook/ui/desktop/needprofile"
	"needsbook/ui/desktop/packtable"
	"needsbook/ui/desktop/panel"
	"needsbook/ui/desktop/provisionmap"
	"needsbook/ui/desktop/pupil"
	"needsbook/ui/desktop/pupils"
	"needsbook/ui/desktop/reports"
	"needsbook/ui/desktop/requests"
	"needsbook/ui/desktop/reviews"
	"needsbook/ui/desktop/sending"
	"needsbook/ui/desktop/settings"
	"needsbook/ui/desktop/sharedneeds"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/signals"
	"needsbook/ui/desktop/staffweek"
	"needsbook/ui/desktop/takingout"
	"needsbook/ui/desktop/ticksheet"
	"needsbook/ui/desktop/today"
	"needsbook/ui/desktop/unmet"
	"needsbook/ui/desktop/vignettes"
	"needsbook/ui/desktop/whereabouts"
)

// places are the screens of the program, in the order of the list at the left.
func (w *window) places() []shell.Place {
	return []shell.Place{
		{Screen: "today", Name: "Today", Icon: "today", Count: w.urgent, Open: func(arg string) (shell.Screen, error) {
			return today.New(today.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "register", Name: "Register", Icon: "register", Open: func(arg string) (shell.Screen, error) {
			return pupils.New(pupils.Needs{Desk: w.desk, Shell: w.shell, Memory: &w.memory, Folder: w.p.Folder}, arg)
		}},
		{Screen: "provision", Name: "Provision", Icon: "provision", Open: func(arg string) (shell.Screen, error) {
			return provisionmap.New(provisionmap.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "reviews", Name: "Reviews", Icon: "reviews", Open: func(arg string) (shell.Screen, error) {
			return reviews.New(reviews.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "meeting", Name: "Meeting", Icon: "reviews", Hidden: true, Argued: true, Open: func(arg string) (shell.Screen, error) {
			return meeting.New(meeting.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "staffweek", Name: "Staff by hours", Icon: "provision", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return staffweek.New(staffweek.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "ticksheet", Name: "Sessions held", Icon: "provision", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return ticksheet.New(ticksheet.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "pupil", Name: "Pupil", Icon: "pupil", Hidden: true, Argued: true, Open: func(arg string) (shell.Screen, error) {
			return pupil.New(pupil.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "groupreview", Name: "Group review", Icon: "reviews", Hidden: true, Argued: true, Open: func(arg string) (shell.Screen, error) {
			return groupreview.New(groupreview.Needs{Desk: w.desk, Shell: w.shell}, arg)
		}},
		{Screen: "history", Name: "Status and needs over time", Icon: "pupil", Hidden: true, Argued: true, Open: func(arg string) (shell.Screen, error) {
			return history.New(history.Needs{Desk: w.desk, Shell: w.shell}, arg)
		}},
		{Screen: "census", Name: "School census", Icon: "register", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return census.New(census.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "duplicates", Name: "Duplicates", Icon: "register", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return duplicates.New(duplicates.Needs{Desk: w.desk, Shell: w.shell}, arg)
		}},
		{Screen: "concerns", Name: "Concerns", Icon: "pupil", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return concerns.New(concerns.Needs{Desk: w.desk, Shell: w.shell}, arg)
		}},
		{Screen: "effect", Name: "What worked", Icon: "provision", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return effect.New(effect.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "unmet", Name: "Unmet need", Icon: "provision", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return unmet.New(unmet.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "needprofile", Name: "Need profile and like needs", Icon: "levels", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return needprofile.New(needprofile.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "levels", Name: "{Level+}", Icon: "levels", Open: func(arg string) (shell.Screen, error) {
			return levels.New(levels.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "moderation", Name: "{Moderation}", Icon: "levels", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return moderation.New(moderation.Needs{Desk: w.desk, Shell: w.shell}, arg)
		}},
		{Screen: "vignettes", Name: "Vignettes", Icon: "levels", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return vignettes.New(vignettes.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "signals", Name: "Signals", Icon: "levels", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return signals.New(signals.Needs{Desk: w.desk, Shell: w.shell}, arg)
		}},
		{Screen: "requests", Name: "Requests", Icon: "requests", Open: func(arg string) (shell.Screen, error) {
			return requests.New(requests.Needs{Desk: w.desk, Shell: w.shell, Memory: &w.requests, Folder: w.p.Folder}, arg)
		}},
		{Screen: "reports", Name: "Reports", Icon: "reports", Open: func(arg string) (shell.Screen, error) {
			return reports.New(reports.Needs{Desk: w.desk, Shell: w.shell, Memory: &w.reports, Folder: w.p.Folder}, arg)
		}},
		{Screen: "activities", Name: "Activities and costs", Icon: "budget", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return activities.New(activities.Needs{Desk: w.desk, Shell: w.shell}, arg)
		}},
		{Screen: "heard", Name: "You said, we did", Icon: "reports", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return heard.New(heard.Needs{Desk: w.desk, Shell: w.shell}, arg)
		}},
		{Screen: "governors", Name: "Governors’ page", Icon: "reports", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return governors.New(governors.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "casesample", Name: "Case sample for an inspection", Icon: "reports", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return casesample.New(casesample.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "budget", Name: "Budget", Icon: "budget", Open: func(arg string) (shell.Screen, error) {
			return budget.New(budget.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "import", Name: "Bring in a list", Icon: "import", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return importing.New(importing.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "packtable", Name: "Make a pack from a council's table", Icon: "import", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return packtable.New(packtable.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "fields", Name: "The school's own fields", Icon: "register", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return fields.New(fields.Needs{Desk: w.desk, Shell: w.shell}, arg)
		}},
		{Screen: "export", Name: "Take everything out", Icon: "import", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return takingout.New(takingout.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "handover", Name: "Transition: hand a pupil over", Icon: "import", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return handover.New(handover.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "cluster", Name: "{Cluster}", Also: "cluster hub", Icon: "cluster", Open: func(arg string) (shell.Screen, error) {
			return sending.New(sending.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "panel", Name: "{Cluster_panel}", Also: "cluster panel dispute agreement event second share", Icon: "cluster", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return panel.New(panel.Needs{Desk: w.desk, Shell: w.shell}, arg)
		}},
		{Screen: "clusterview", Name: "What comes back from the {cluster}", Also: "cluster hub", Icon: "cluster", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return clusterview.New(clusterview.Needs{Desk: w.desk, Shell: w.shell}, arg)
		}},
		{Screen: "sharedneeds", Name: "Shared needs", Also: "other schools share a need offers asks board directory services", Icon: "cluster", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return sharedneeds.New(sharedneeds.Needs{Desk: w.desk, Shell: w.shell}, arg)
		}},
		{Screen: "backups", Name: "Backups and restores", Also: "rehearse second folder stick go back", Icon: "settings", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return backups.New(backups.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder, Restored: w.restored, Second: w.knowSecond}, arg)
		}},
		{Screen: "keeping", Name: "Keeping and erasing", Also: "retention delete pupil legal hold privacy", Icon: "settings", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return keeping.New(keeping.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "whereabouts", Name: "Where our data is", Also: "privacy notice impact assessment DPIA", Icon: "settings", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return whereabouts.New(whereabouts.Needs{Desk: w.desk, Shell: w.shell, Folder: w.p.Folder}, arg)
		}},
		{Screen: "settings", Name: "Settings", Icon: "settings", Open: func(arg string) (shell.Screen, error) {
			return settings.New(settings.Needs{Desk: w.desk, Shell: w.shell, Appearance: w, Locking: w.locking(), Version: Version, Releases: w, Print: w.print, DemoAway: w.demoAway}, arg)
		}},
		{Screen: "help", Name: "Help", Icon: "help", Open: func(arg string) (shell.Screen, error) {
			return help.New(help.Needs{Shell: w.shell, Say: w.say}, arg)
		}},
	}
}

// locking is nil for a window that keeps nothing on this computer: the demo school
// does not lock.
func (w *window) locking() settings.Locking {
	if w.p.Forgetful {
		return nil
	}
	return w
}

// openHelp opens the help of a page.
func (w *window) openHelp(screen string) { w.shell.Go(shell.To("help", screen)) }

// restored follows a backup that was put in place of the file.
func (w *window) restored() {
	w.changed()
	s := w.desk.School()
	w.shell.SetSchool(s.Name, s.Demo)
	w.shell.Go(shell.To("today"))
	w.tellHold()
}
