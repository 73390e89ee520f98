// The program that lists what is built into the programs, from the programs themselves.
module needsbook.sbom

go 1.26.0
