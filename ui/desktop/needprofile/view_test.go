package needprofile_test

import (
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/needprofile"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

func open(t *testing.T, d *desk.Desk, arg string) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "needprofile", Name: "Need profile", Icon: "levels", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return needprofile.New(needprofile.Needs{Desk: d, Shell: s, Folder: t.TempDir()}, arg)
		}}
	})
	w.Go(shell.To("needprofile", arg))
	return w
}

func TestProfileShowsEachAreaByLevelAndOverTime(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, "")
	w.MustSee("Communication and interaction", "Overall level", "Not rated", "L3 Extra help with outside advice")
	w.Pictures("needprofile-now")
	w.Type("o")
	w.MustSee("Today", "A line breaks where the scale changed")
	w.Pictures("needprofile")
}

func TestEnterOnLikeNeedsStartsAGroupRequest(t *testing.T) {
	d := schooltest.Demo(t)
	found, err := d.LikeNeeds(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	w := open(t, d, "alike")
	w.FocusGrid()
	w.MustSee(found[0].Name, "What they could share", "Each alone:")
	w.Pictures("alike")
	w.Press("Enter")
	list, err := d.Requests(t.Context())
	if err != nil || list[0].Kind != "group" || !strings.HasPrefix(list[0].Title, found[0].Name) {
		t.Fatal(list[0], err)
	}
	started := list[0].Number
	w.Press("Ctrl+Z")
	if list, _ = d.Requests(t.Context()); len(list) > 0 && list[0].Number == started {
		t.Error("undo left the request")
	}
}

func TestHiddenNamesStayHiddenAmongLikeNeeds(t *testing.T) {
	d := schooltest.Demo(t)
	found, err := d.LikeNeeds(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	e, err := d.Entry(found[0].Pupils[0])
	if err != nil {
		t.Fatal(err)
	}
	w := open(t, d, "alike")
	w.MustSee(e.Surname)
	w.Press("F8")
	if w.Sees(e.Surname) {
		t.Error("a hidden name is shown")
	}
}
