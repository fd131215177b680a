package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gradus.node.Exp;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.SpecData;
import dev.gradus.testkit.report.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.example.Cube;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Reports as text and as JSON. */
class ReportTest {
    /** The command at the end of a report. */
    private static final String REPLAY = "(?m)(^  replay +| )(mvn test|Laws\\.check).*$";

    @Test
    void aLongReportLosesTheMiddleOfItsParts() {
        OpSpec spec = OpSpec.nary(in -> Custom.of(
                List.copyOf(in),
                all -> Shape.of(),
                (self, values, out) -> out[0] = values[0][0],
                (self, u) -> self.inputs().stream().map(u::multiply).toList()));
        for (int i = 0; i < 40; i++) {
            spec = spec.input("x" + i, Dims.dims(), Values.between(2, 3));
        }
        spec = spec.referenceTensor(in -> in.get(0));
        String report = Laws.broken(spec, Law.GRADIENT, 1, 1, false, () -> false)
                .orElseThrow()
                .report();
        assertThat(report.lines())
                .hasSizeBetween(Report.LINES - 2, Report.LINES)
                .allMatch(line -> line.length() <= 201);
        assertThat(report)
                .containsPattern("(?m)^  x0 \\(\\) +\\S+\n")
                .containsPattern("(?m)^  … 3\\d more lines\n")
                .containsPattern("(?m)^  upstream \\(\\) +\\S+\n")
                .containsPattern("(?m)^  forward +this:")
                .containsPattern("∂J/∂x39:\\(\\) = upstream ∗ x39$");
    }

    @Test
    void aReportThatFitsIsWhole() {
        OpSpec spec = new ContractTest.MaskedReluProperties().spec();
        String report = Trial.of(spec, Law.GRADIENT, 100, 1).orElseThrow().report();
        assertThat(report).doesNotContain("…").contains("  forward  ").contains("  rule  ");
    }

    @Tag("long")
    @Test
    void theJsonHoldsEverything() {
        OpSpec spec = new ContractTest.MaskedReluProperties().spec();
        Throwable thrown = catchThrowable(() -> Laws.check(spec, 1, 50));
        String json = ((BrokenLawsError) thrown).toJson();
        String first = json.substring(1, json.indexOf("},{\"version\"") + 1);
        assertThat(first.lines()).hasSize(1);
        int line = Integer.parseInt(first.replaceAll(".*\"test\":\"dev.gradus.testkit.ReportTest:(\\d+)\".*", "$1"));
        assertThat(line).isBetween(60, 130);
        assertThat(first)
                .startsWith(
                        "{\"version\":1,\"test\":\"dev.gradus.testkit.ReportTest:" + line
                                + "\",\"law\":\"GRADIENT\",\"sentence\":\"the gradient equals the numerical one\","
                                + "\"message\":\"MaskedRelu breaks the law: the gradient equals the numerical one.\",\"file\":\"")
                .containsPattern("\"file\":\"[a-z/]*dev/gradus/testkit/ContractTest.java\",\"line\":\\d\\d,")
                .contains("\"what\":\"The gradient ∂J/∂x[0, 0] is wrong.\",\"likelyCause\":\"for x ")
                .contains("\"facts\":[{\"name\":\"backward\",\"text\":\"1\"},{\"name\":\"numeric\",\"text\":\"0 ± 0\"},"
                        + "{\"name\":\"ratio\",\"text\":\"none, it should be 0\"}]")
                .contains("\"case\":[{\"name\":\"x\",\"shape\":[1,1],\"data\":[-1]},"
                        + "{\"name\":\"upstream\",\"shape\":[1,1],\"data\":[1]}]")
                .contains("\"op\":\"dev.gradus.testkit.ContractTest$MaskedRelu\"")
                .contains("\"forward\":[\"this:(n=1, m=1) = MaskedRelu(x)\"],"
                        + "\"rule\":[\"∂J/∂x:(n=1, m=1) = where(x ≠ 0, upstream, 0)\"]")
                .contains(",\"seed\":\"1\",\"tries\":")
                .contains(",\"replay\":\"Laws.check(spec, 1, 50)\",\"text\":\"MaskedRelu breaks the law: ")
                .endsWith("  replay           Laws.check(spec, 1, 50)\"}");
        assertThat(json.split("\\{\"version\":1,", -1)).hasSizeGreaterThan(4);
    }

    /** The rest, which the text only names or abbreviates, is in the JSON. */
    @Tag("long")
    @Test
    void furtherBrokenLawsAreNamedOnly() {
        OpSpec spec = new ContractTest.MaskedReluProperties().spec();
        Throwable thrown = catchThrowable(() -> Laws.check(spec, 1, 50));
        assertThat(thrown.toString().lines())
                .hasSizeLessThan(40)
                .last()
                .asString()
                .isEqualTo("… 6 more broken laws: EVERYWHERE, NEAR_EDGES, DEGENERATE, KINKS, IN_A_GRAPH, LONG_TENSORS");
        assertThat(((BrokenLawsError) thrown).toJson()).contains("\"law\":\"KINKS\"");
    }

    /** An exception's place is the user's line, and that of an op whose class has none is its test. */
    @Test
    void aReportSaysWhereTheUsersCodeIs() {
        OpSpec spec = OpSpec.unary(Cube::new)
                .input("x", Dims.anyShape(), Values.between(-1, 1))
                .reference(x -> x * x * x);
        BrokenLawError broken = Trial.of(spec, Law.GRADIENT, 1, 1).orElseThrow();
        assertThat(broken.report())
                .contains("  look at                org.example.Cube.backward(Cube.java:21), which threw it\n");
        assertThat(broken.toJson())
                .containsPattern("\"file\":\"[a-z/]*src/test/java/org/example/Cube.java\",\"line\":21,")
                .doesNotContain("\"test\"")
                .doesNotContain("\"seed\"");
        OpSpec custom = OpSpec.unary(x -> dev.gradus.node.Custom.of(
                        List.of(x), (in, out) -> out[0] = 7, (op, upstream) -> List.of(upstream)))
                .input("x", Dims.dims(), Values.any())
                .reference(x -> x);
        assertThat(((BrokenLawsError) catchThrowable(() -> Laws.check(custom, 1, 5))).toJson())
                .containsPattern("\"file\":\"[a-z/]*dev/gradus/testkit/ReportTest.java\",\"line\":1\\d\\d,");
    }

    @Test
    void aModelsReportIsJsonToo() {
        ModelSpec model = ModelSpec.of(in -> in.get(0).exp())
                .input("x", Dims.dims("n"), Values.between(-2, 2))
                .size("n", 1, 3)
                .reference(in -> Tensor.zeros(in.get(0).shape()));
        Throwable thrown = catchThrowable(() -> Laws.check(model, 1, 5));
        assertThat(((BrokenLawError) thrown).toJson())
                .containsPattern("\"file\":\"[a-z/]*dev/gradus/testkit/ReportTest.java\",\"line\":1\\d\\d,")
                .contains("\"law\":\"VALUE\"")
                .contains("\"lookAt\":\"this case by hand")
                .contains("\"case\":[{\"name\":\"x\",\"shape\":[1],\"data\":[1]},"
                        + "{\"name\":\"upstream\",\"shape\":[1],\"data\":[1]}],\"graph\":[");
    }

    /** A numerical derivative that does not settle is no verdict: the report says what to try. */
    @Test
    void whatDoesNotSettleSaysWhatToLookAt() {
        OpSpec rounded = OpSpec.unary(x -> Custom.like(
                        x,
                        (self, in, out) -> {
                            for (int i = 0; i < out.length; i++) {
                                out[i] = (float) Math.sin(in[0][i]);
                            }
                        },
                        (self, u) -> List.of(u.multiply(self.input(0).cos()))))
                .input("x", Dims.anyShape(), Values.between(1, 2))
                .referenceTensor(in -> in.get(0));
        assertThat(Trial.of(rounded, Law.GRADIENT, 100, 1)
                        .orElseThrow()
                        .complete("")
                        .report())
                .contains("look at ")
                .contains("forward may round: a cast, a table");
    }

    @Test
    void aRuleThatDoesNotSettleSaysWhatToLookAt() {
        OpSpec rounded = OpSpec.unary(x -> Custom.like(
                        x,
                        (self, in, out) -> {
                            for (int i = 0; i < out.length; i++) {
                                out[i] = Math.sin(in[0][i]);
                            }
                        },
                        (self, u) -> List.of(u.multiply(Custom.like(
                                self.input(0),
                                (slope, in, out) -> {
                                    for (int i = 0; i < out.length; i++) {
                                        out[i] = (float) Math.cos(in[0][i]);
                                    }
                                },
                                (slope, v) ->
                                        List.of(v.multiply(slope.input(0).sin().negate())))))))
                .input("x", Dims.anyShape(), Values.between(1, 2))
                .referenceTensor(in -> in.get(0));
        assertThat(Trial.of(rounded, Law.SECOND_ORDER, 100, 1)
                        .orElseThrow()
                        .complete("")
                        .report())
                .contains("The numerical derivative of the rule itself ")
                .contains(" does not settle.")
                .contains("look at ")
                .contains("it may lose digits where terms cancel");
    }

    @Test
    void aWrongDeclarationSaysHowToChangeTheSpec() {
        OpSpec undeclared = OpSpec.unary(Exp::new)
                .inputWithoutDerivative("x", Dims.dims("n"), Values.between(-1, 1))
                .reference(Math::exp);
        assertThat(Trial.of(undeclared, Law.GRADIENT, 1, 1)
                        .orElseThrow()
                        .complete("")
                        .report())
                .contains("look at ")
                .contains("the spec: if there is a derivative, input(…) declares it");
    }

    static Stream<Law> laws() {
        return Stream.of(Law.values());
    }

    @ParameterizedTest
    @MethodSource("laws")
    void everyLawSaysWhatToLookAt(Law law) {
        for (SpecData spec : List.of(
                OpSpec.unary(Exp::new).data(),
                ModelSpec.of(in -> in.get(0)).asOp().data())) {
            assertThat(law.rule(spec).lookAt()).hasSizeBetween(20, 130).doesNotEndWith(".");
        }
        assertThat(law.methods()).isNotEmpty();
    }

    static class MutantProperties implements OpContract {
        private static Optional<OpSpec> spec = Optional.empty();

        @Override
        public OpSpec spec() {
            return spec.orElseThrow();
        }
    }

    /**
     * Mutants of all kinds, but none with several smallest cases, none that few of the cases show, and none that changes
     * from call to call, as two threads at once do.
     */
    static Stream<Mutant> mutants() {
        return Stream.of(WrongRules.all(), WrongValues.all(), WrongManners.all())
                .flatMap(all ->
                        IntStream.range(0, all.size()).filter(i -> i % 7 == 0).mapToObj(all::get))
                .filter(mutant -> mutant.smallest().size() == 1
                        && mutant.smallest().get(0).length() < 100
                        && mutant.killer() != Law.EVERYWHERE
                        && mutant.killer() != Law.THREADS
                        && !mutant.killer().findsTheCauseItself());
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("mutants")
    void aProgramAndTheJUnitPlatformReportTheSame(Mutant mutant) {
        List<String> program = reports(catchThrowable(() -> Laws.check(mutant.spec(), 1, 100)));
        List<String> platform =
                byJUnit(mutant.spec()).stream().map(ReportTest::withoutReplay).toList();
        assertThat(platform).isEqualTo(program);
        assertThat(String.join("\n", platform).lines()).hasSizeLessThan(40);
    }

    private static List<String> reports(Throwable thrown) {
        List<BrokenLawError> errors = thrown instanceof BrokenLawsError several
                ? several.errors()
                : Collections.singletonList((BrokenLawError) thrown);
        return errors.stream()
                .limit(BrokenLawsError.REPORTED)
                .map(BrokenLawError::report)
                .map(ReportTest::withoutReplay)
                .toList();
    }

    /** Without the addresses of objects, and without a message that the JVM leaves out if it is thrown often. */
    private static String withoutReplay(String report) {
        return report.replaceAll(REPLAY, "")
                .replaceAll("@[0-9a-f]+", "")
                .replaceAll("(?m)^( +ArrayIndexOutOfBoundsException).*$", "$1");
    }

    private static List<String> byJUnit(OpSpec spec) {
        MutantProperties.spec = Optional.of(spec);
        List<String> reports = new ArrayList<>();
        System.setProperty("gradus.seed", "1");
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(MutantProperties.class))
                                .filters(EngineFilter.includeEngines("jqwik"))
                                .configurationParameters(Map.of("jqwik.tries.default", "100", "jqwik.database", ""))
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                                    result.getThrowable()
                                            .map(Throwable::toString)
                                            .ifPresent(reports::add);
                                }
                            }
                        });
        System.clearProperty("gradus.seed");
        return reports;
    }
}
