package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tester tested: ops that are broken in one way each, and whether they are found out, by the law that should. */
class MutantsTest {
    private static final Path TABLE = Path.of("target/mutants.md");
    private static final Path DOCS = Path.of("../../docs");
    private static final String BEGIN = "<!-- mutants: written by MutantsTest -->\n";
    private static final String END = "<!-- end of mutants -->";
    private static final int TRIES = 1000;

    static List<Mutant> mutants() {
        return Stream.of(WrongRules.all(), WrongValues.all(), WrongManners.all())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isKilledByItsLawWithTheSmallestCase(Mutant mutant) {
        LongStream.rangeClosed(1, 3).forEach(seed -> {
            Optional<BrokenLawError> error = Trial.of(mutant.spec(), mutant.killer(), TRIES, seed);
            assertThat(error).as("killed with seed %d", seed).isPresent();
            assertThat(mutant.smallest()).contains(error.get().where().toString());
        });
    }

    @Test
    void areManyAndMostSurviveThePlainCheck() {
        assertThat(mutants()).hasSizeGreaterThanOrEqualTo(25).doesNotHaveDuplicates();
        assertThat(mutants().stream().filter(Mutant::survivesPlainCheck).count())
                .isGreaterThanOrEqualTo(10);
        assertThat(mutants().stream().map(Mutant::killer)).contains(Law.values());
    }

    /** With {@code -Dgradus.update=true} the page is brought up to date. */
    @Test
    void theTableInTheDocumentationIsCurrent() throws IOException {
        Files.writeString(TABLE, table());
        try (Stream<Path> files = Files.list(DOCS)) {
            List<Path> pages =
                    files.filter(file -> file.toString().endsWith(".md")).toList();
            for (Path page : pages) {
                String text = Files.readString(page);
                if (text.contains(BEGIN)) {
                    String current = text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
                            + table()
                            + text.substring(text.indexOf(END));
                    if (Boolean.getBoolean("gradus.update")) {
                        Files.writeString(page, current);
                    }
                    assertThat(Files.readString(page))
                            .as(page + " is stale; run this test with -Dgradus.update=true")
                            .isEqualTo(current);
                }
            }
        }
    }

    private static String table() {
        return mutants().stream()
                .map(mutant -> "| " + mutant.name() + " | " + mutant.killer().sentence() + " | `"
                        + mutant.smallest().get(0) + "` | " + (mutant.survivesPlainCheck() ? "**no**" : "yes") + " |\n")
                .collect(Collectors.joining("", """
                        | broken op | the law that finds it | smallest case | a plain check finds it |
                        |---|---|---|---|
                        """, ""));
    }
}
