package intake

import (
	"strings"
	"testing"
)

// The samples are in the styles of the exports that schools make; all names and
// numbers are invented.
func TestReadTakesTheSamplesOfEachSystem(t *testing.T) {
	for _, c := range []struct {
		file, encoding, separator string
		headerRow                 int
		pupils                    string
		rejected, warned          []string // in this order
	}{
		{
			file: "sims_needs.csv", encoding: "windows-1252", separator: "comma", headerRow: 5,
			pupils:   "G886999921011|Kowalska|Ana|2016-09-03|5|5B|K||SLCN+ASD\nK886999920012|O’Brien|Zoë|2017-01-14|5|5A|E||PD\nW886999922013|Bâtard|Siân|2020-02-29|1|2A|E||VI\n",
			rejected: []string{"Row 10, needs “SEMH”: The pupil has two primary needs", "Row 11, needs “MLD”: The pupil has two primary needs"},
			warned:   []string{"Row 9, year “Year 1”", "Row 9, status “S - Statement”: This is an old SEN status"},
		},
		{
			file: "arbor_students.csv", encoding: "utf-8", separator: "comma", headerRow: 1,
			pupils:   "G886999921011|Wiśniewski|Łukasz|2016-09-03|5|5 Beech|K|2023-09-05|SLCN+SPLD\nK886999920012|Nguyễn|Thị Mai|2017-01-14|5|5 Ash|E|2024-03-01|ASD\nW886999922013|Ngũgĩ|Wanjiru|2020-02-29|2|2 Oak|N||\n",
			rejected: []string{"Row 5, dob “12 Dec 2031”: The date of birth is in the future", "Row 6, status “Monitoring”: This is not an SEN status"},
		},
		{
			file: "bromcom_pupils.csv", encoding: "utf-8", separator: "semicolon", headerRow: 1,
			pupils:   "|=HYPERLINK(\"http://example.invalid\")|Ana|2016-09-03|5|5B|K|2023-09-05|SLCN+SPLD\n|van der Berg|Jan|2017-01-14|5|5A|E|2024-03-01|ASD\n|Smith|Robert \"Bob\"|2020-02-29|2|2A|N||\n|Okafor|Ada|2016-02-02|6|6C|K|2022-02-02|SEMH\n",
			rejected: []string{"Row 6, mis_id “000127”: The same number is given to children", "Row 7, mis_id “000127”: The same number is given to children"},
			warned:   []string{"Row 2, surname", "Row 5, need_1 “BESD”: This is an old type of need", "Row 7, year"},
		},
		{
			file: "scholarpack_register.txt", encoding: "utf-16le", separator: "tab", headerRow: 1,
			pupils: "G886999921011|Kowalska|Ana|2016-09-03|5|Beech|K||SLCN+ASD\nK886999920012|O’Brien|Zoë|2017-01-14|5|Ash|E||PD\nW886999922013|Nguyễn|Thị Mai|2020-02-29|2|Oak|N||\n",
		},
		{
			file: "excel_damage.csv", encoding: "utf-8", separator: "comma", headerRow: 1,
			pupils:   "B886999919014|Nowak|Jan|2016-02-02||6C|K||MLD\n",
			rejected: []string{"Row 2, upn “8.86999E+12”: The UPN is a number", "Row 3 “K886999920012,\"O'Brien,Zoe,14/01/2017,5A,E,PD”: A quotation mark is not closed", "Row 4, dob “########”: The cell shows a spreadsheet error or is too narrow"},
			warned:   []string{"Row 4, surname “Patel”: Characters that cannot be read"},
		},
	} {
		s := readSample(t, c.file)
		if got := pupilsOf(s); got != c.pupils {
			t.Errorf("%s: read\n%swant\n%s", c.file, got, c.pupils)
		}
		if s.Encoding != c.encoding || s.Separator != c.separator || s.HeaderRow != c.headerRow || len(s.Unused) > 0 {
			t.Errorf("%s: %s, %s, header row %d, unused %v", c.file, s.Encoding, s.Separator, s.HeaderRow, s.Unused)
		}
		for _, list := range []struct {
			name string
			got  []RowError
			want []string
		}{{"rejected", s.Rejected, c.rejected}, {"warned", s.Warnings, c.warned}} {
			matches := len(list.got) == len(list.want)
			for i := 0; matches && i < len(list.want); i++ {
				matches = strings.HasPrefix(list.got[i].Error(), list.want[i])
			}
			if !matches {
				t.Errorf("%s: %s\n%swant\n%s", c.file, list.name, reasons(list.got), strings.Join(list.want, "\n"))
			}
		}
	}
}
