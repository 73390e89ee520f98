package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
)

func TestRecoverySheetHoldsEveryGroupOfTheKey(t *testing.T) {
	key := "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH-JJJJ"
	doc := desk.RecoverySheet("Meadowfield Primary", "/school/meadowfield.needsbook", key, day.Of(2026, 11, 23))
	if err := doc.Check(); err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprint(doc.Blocks)
	for _, group := range strings.Split(key, "-") {
		if strings.Count(all, group) != 1 {
			t.Errorf("group %s stands %d times", group, strings.Count(all, group))
		}
	}
}
