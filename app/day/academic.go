package day

import "fmt"

// AcademicYear returns the year in which d's academic year began: 2026 for every
// day from 1 September 2026 to 31 August 2027.
func AcademicYear(d Date) int {
	if d.Month() >= 9 {
		return d.Year()
	}
	return d.Year() - 1
}

// AcademicYearName returns the academic year as schools write it, 2026-27.
func AcademicYearName(start int) string { return fmt.Sprintf("%d-%02d", start, (start+1)%100) }

// AgeOn returns completed years of age on a date; negative before birth.
// Someone born on 29 February has their birthday on 1 March in other years,
// as English law counts it.
func AgeOn(born, on Date) int {
	years := on.Year() - born.Year()
	if on.Month()*100+on.Day() < born.Month()*100+born.Day() {
		years--
	}
	return years
}

// NationalCurriculumYear returns the year group that age gives: the age in whole
// years on the 31 August before the academic year of d, less four. 0 is Reception,
// negative values are nursery years.
func NationalCurriculumYear(born, on Date) int {
	return AgeOn(born, Of(AcademicYear(on), 8, 31)) - 4
}
