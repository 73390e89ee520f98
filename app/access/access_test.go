package access

import "testing"

// TestMatrix holds the whole table, written out a second time, so that no grant comes
// or goes by a slip.
func TestMatrixOfRolesAndActions(t *testing.T) {
	want := map[Role][]Action{
		Reader: {Read, PrintPupil},
		Helper: {Read, PrintPupil, PrintClass, LogDay, HoldReviews, KeepViews},
		SENCO: {Read, PrintPupil, PrintClass, LogDay, HoldReviews, KeepViews, PutOff, SeeMoney, WriteRecord, WritePlans, Provide, Level,
			Fund, Publish, Import, Export, Send, Settings, ManagePeople, Backup, Restore, Erase},
	}
	for _, r := range Roles {
		granted := map[Action]bool{}
		for _, a := range want[r] {
			granted[a] = true
		}
		for _, a := range Actions() {
			if got := May(r, a); got != granted[a] {
				t.Errorf("%s and %s: %v", r, a, got)
			}
		}
	}
}

func TestWhatIsNotInTheTableIsRefused(t *testing.T) {
	if May(SENCO, "fly") || May("", Read) || May("guest", Read) {
		t.Error("an unknown action or role was granted")
	}
}

func TestOnlyAReaderWithTheTickSeesMoneyBesideTheSENCO(t *testing.T) {
	for seat, want := range map[Seat]bool{
		{Role: SENCO}: true, {Role: Helper}: false, {Role: Helper, Money: true}: false,
		{Role: Reader}: false, {Role: Reader, Money: true}: true, {Money: true}: false,
	} {
		if seat.May(SeeMoney) != want {
			t.Errorf("%+v", seat)
		}
		if seat.Role != SENCO && seat.May(Fund) {
			t.Errorf("%+v may write requests", seat)
		}
	}
}

func TestARoleIsReadByItsCode(t *testing.T) {
	for _, r := range Roles {
		if got, err := ReadRole(string(r)); err != nil || got != r || r.Name() == "No role" || r.Meaning() == "" {
			t.Errorf("%s: %v %v", r, got, err)
		}
	}
	if _, err := ReadRole("admin"); err == nil {
		t.Error("an unknown role was read")
	}
}
