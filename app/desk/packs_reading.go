package desk

import (
	"bytes"
	"fmt"
	"strings"

	"needsbook/app/pack"
	"needsbook/app/pack/signedpack"
)

// LargestPackFile is the most that a file with a pack may weigh, in bytes: a signed one of
// the largest size. Nobody should read more of it than one byte beyond.
const LargestPackFile = signedpack.Largest

// ReadPackFile reads a file that holds a pack: plain, or signed by its publisher. It
// returns the pack's own bytes and who signed them. An error is a *Refusal: the file is
// too large, or what it holds is not what its publisher signed.
func ReadPackFile(data []byte) (body []byte, by PackSigned, err error) {
	data = withoutMark(data)
	if !signedpack.Is(data) {
		return data, PackSigned{}, nil
	}
	f, err := signedpack.Open(data)
	if err != nil {
		return nil, PackSigned{}, refuse("pack", sentence(err.Error())+" The pack in use stays.")
	}
	return withoutMark(f.Pack), PackSigned{By: f.By, Key: f.KeyID(), Words: strings.Join(f.KeyWords(), " ")}, nil
}

// withoutMark drops the mark that some editors put before UTF-8: what is kept is JSON, and
// the same pack with and without it is one pack.
func withoutMark(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\ufeff")) }

// CheckPack returns all that is wrong with a pack or a signed pack, by path; nothing for
// a good one. It needs no open file.
func CheckPack(data []byte) []pack.Problem {
	body, _, err := ReadPackFile(data)
	if err != nil {
		return []pack.Problem{{Message: Words(err)}}
	}
	if check, ok := slotless[packFormat(body)]; ok {
		return check(body)
	}
	slot, problems := slotOfBody(body)
	if problems != nil {
		return problems
	}
	return slot.check(body)
}

// faultWords say why a pack is refused: the first fault, its place in the file, and how
// many more there are.
func faultWords(problems []pack.Problem) string {
	words := "The pack cannot be used. "
	if path := problems[0].Path; path != "" {
		words += "At " + path + " in the file: "
	}
	words += problems[0].Message
	if more := len(problems) - 1; more > 0 {
		words += fmt.Sprintf(" There is more: check the pack to see all %d faults.", more+1)
	}
	return words
}

// slotOfBody finds the slot that a pack is meant for, or says why there is none.
func slotOfBody(body []byte) (packSlot, []pack.Problem) {
	if problems := pack.CheckText(body); problems != nil {
		return packSlot{}, problems
	}
	format := packFormat(body)
	if slot, ok := findSlot(slotName(body)); ok {
		return slot, nil
	}
	switch format {
	case "":
		return packSlot{}, []pack.Problem{{Path: "format", Message: "The file does not say what sort of pack it is. Check that it is a Needsbook pack."}}
	case formatForm:
		return packSlot{}, []pack.Problem{{Path: "kind", Message: "“" + kindOfForm(body) + "” is not a kind of request that Needsbook has a form for."}}
	}
	var formats []string
	for _, s := range packSlots() {
		if len(formats) == 0 || formats[len(formats)-1] != s.format {
			formats = append(formats, s.format)
		}
	}
	return packSlot{}, []pack.Problem{{Path: "format", Message: "Packs of the format “" + format + "” cannot be installed. Needsbook takes " + strings.Join(formats, ", ") + "."}}
}
