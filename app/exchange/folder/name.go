package folder

import (
	"fmt"
	"regexp"
	"strings"

	"needsbook/app/exchange"
)

const (
	documentEnd = ".scs"
	receiptEnd  = ".receipt"
	refusedEnd  = ".refused"
)

// largestFile is a full envelope with the little that sealing adds.
const largestFile = exchange.MaxEnvelope + 1<<10

// Name is what a document's file is called: CS_118999_2026-27-autumn_r3_9c0a1b2c3d4e.scs
func Name(m exchange.Meta, id string) string {
	return fmt.Sprintf("CS_%s_%s_r%d_%s%s", m.URN, strings.ReplaceAll(m.Series, "/", "-"), m.Rev, strings.TrimPrefix(id, "sha256:")[:12], documentEnd)
}

// nameForm reads a name, with what synchronising programs add to a second copy:
// "name (1).scs", "name-LAPTOP.scs", "name - Copy.scs".
var nameForm = regexp.MustCompile(`^(CS_[0-9]{6}_20[0-9]{2}-[0-9]{2}-(?:autumn|spring|summer)_r[0-9]{1,4}_[0-9a-f]{12})(?:[ -][^/\\]{1,60})?\.scs$`)

// plainName returns the name that the school gave the file, without what was added
// on the way; "" when it is none of ours.
func plainName(name string) string {
	if m := nameForm.FindStringSubmatch(name); m != nil {
		return m[1] + documentEnd
	}
	return ""
}
