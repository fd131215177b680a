package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.testkit.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tester tested: ops that are broken in one way each, and whether they are found out, by the law that should.
 * mutants.md, in the folder of this module, lists the results; to regenerate it, run this test with {@code -Dgradus.update=true}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutantsTest {
    private static final Path PAGE = Path.of("mutants.md");
    /** {@code [1, 1, … -1]}. */
    private static final Pattern MANY = Pattern.compile("\\[(?:1, ){7,}+(-?1)]");

    private final List<Fate> fates = Stream.of(
                    WrongRules.all(),
                    WrongValues.all(),
                    WrongManners.all(),
                    WrongSizes.all(),
                    WrongSizes.neighbors(),
                    WrongState.all(),
                    WrongAgain.all(),
                    WrongNearEdges.all(),
                    WrongForDegenerateData.all(),
                    WrongFarOut.all(),
                    WrongCombinations.all())
            .flatMap(List::stream)
            .map(Fate::new)
            .toList();

    List<Fate> fates() {
        return fates;
    }

    /** Every third one, and every ninth of those with long tensors: all of them take half a minute. */
    List<Fate> some() {
        return IntStream.range(0, fates.size())
                .filter(k -> k % (fates.get(k).mutant().killer() == Law.LONG_TENSORS ? 9 : 3) == 0)
                .mapToObj(fates::get)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("some")
    void someAreKilledByTheirLawWithTheSmallestCase(Fate fate) {
        isKilledByItsLawWithTheSmallestCase(fate);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("fates")
    void isKilledByItsLawWithTheSmallestCase(Fate fate) {
        assertThat(fate.kills()).allSatisfy(kill -> {
            assertThat(kill).isPresent();
            if (fate.isShrunk()) {
                assertThat(fate.mutant().smallest()).contains(kill.get().where().toString());
            }
        });
    }

    /** With the smallest case, and with the one that was drawn, should the time for making it smaller be over. */
    @Tag("long")
    @ParameterizedTest
    @MethodSource("fates")
    void isReportedOnOnePageThatSaysWhereToLook(Fate fate) {
        String replay =
                "mvn test -Dtest=MutantProperties -Dgradus.law=" + fate.kill().law();
        assertThat(Stream.of(fate.kill(), fate.drawn())
                        .map(kill -> kill.complete(replay).report()))
                .allSatisfy(report -> assertThat(report.lines())
                        .hasSizeLessThanOrEqualTo(40)
                        .anyMatch(line ->
                                line.startsWith("  " + Report.CAUSE) || line.startsWith("  " + Report.LOOK_AT)));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("fates")
    void survivesThePlainCheckOrNot(Fate fate) {
        assertThat(fate.survivesPlainCheck()).isEqualTo(fate.mutant().survivesPlainCheck());
    }

    @Tag("long")
    @Test
    void areManyAndMostSurviveThePlainCheck() {
        assertThat(fates.stream().map(Fate::toString))
                .hasSizeGreaterThanOrEqualTo(25)
                .doesNotHaveDuplicates();
        assertThat(survivors()).isGreaterThanOrEqualTo(10).isGreaterThan(fates.size() / 2);
    }

    @Tag("long")
    @Test
    void everyLawKillsOne() {
        assertThat(fates.stream().map(fate -> fate.kill().law())).contains(Law.values());
    }

    @Tag("long")
    @Test
    void thePageSaysWhatHappened() throws IOException {
        String page = page();
        if (Boolean.getBoolean("gradus.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("core/testkit/mutants.md is stale; run this test with -Dgradus.update=true")
                .isEqualTo(page);
    }

    private long survivors() {
        return fates.stream().filter(Fate::survivesPlainCheck).count();
    }

    private String page() {
        return fates.stream()
                .map(MutantsTest::row)
                .collect(Collectors.joining("", """
                    # The mutants

                    The [property kit](../../docs/04-testing-an-op.md) is tested with %d ops, each broken in one way. The table shows the law that finds
                    each mistake and the smallest failing case. `MutantsTest` writes this page from the results of its run.

                    The plain check is the usual one: it compares the gradient of the sum of the value with central differences (h = 1e-6,
                    tolerance 1e-5 + 1e-3 |numeric|) at ten random inputs between −2 and 2. It passes %d of the broken ops. Where it finds a
                    mistake, it reports that the numbers differ, but not why.

                    | what is wrong | the law that finds it | smallest case | plain check |
                    |---|---|---|---|
                    """.formatted(fates.size(), survivors()), ""));
    }

    private static String row(Fate fate) {
        String found = fate.isShrunk()
                ? fate.kill().where().toString()
                : fate.mutant().smallest().get(0);
        String smallest = MANY.matcher(found)
                .replaceAll(many ->
                        "[1, … " + many.group(1) + "] of " + many.group().split(",").length + " elements");
        return "| " + fate.toString().replace("|", "\\|") + " | "
                + fate.kill().law().sentence() + " | `" + smallest + "` | "
                + (fate.survivesPlainCheck() ? "**passes it**" : "finds it") + " |\n";
    }
}
