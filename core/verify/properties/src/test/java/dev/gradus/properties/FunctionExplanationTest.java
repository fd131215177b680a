package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explain.Explanation;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.properties.explain.JavaProgram;
import dev.gradus.properties.explain.NumpyProgram;
import dev.gradus.properties.explain.PrintedValues;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Step;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every public function is explained, with its rules, in all notations, and the code that does so computes its numbers. */
class FunctionExplanationTest {
    /** These have rules that only their user can write down. */
    private static final Set<String> OF_USERS = Set.of("Custom.of", "Node.withGradient");

    /** Random masks are different ones in NumPy. */
    private static final Set<String> RANDOM = Set.of("Dropout.apply", "DropoutMask");

    private static List<FunctionSample> samplesWithout(Set<String> names) {
        return FunctionSamples.all().entrySet().stream()
                .filter(entry -> !names.contains(entry.getKey()) && !OF_USERS.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Evaluator numbers(FunctionSample sample) {
        List<Input> inputs = sample.inputs();
        Node objective = sample.function().apply(inputs).stream()
                .<Node>map(value -> value.multiply(0.5).sin().sum())
                .reduce(Constant.of(0), Node::add);
        Evaluator numbers = Evaluator.of(Graph.of(objective));
        Random random = new Random(19);
        for (int i = 0; i < inputs.size(); i++) {
            if (numbers.graph().inputs().contains(inputs.get(i))) {
                numbers.feed(inputs.get(i), sample.operands().get(i).draw(random));
            }
        }
        return numbers;
    }

    /**
     * The distance of a point to itself is 0, where the textbook's rule divides by 0. The second operand of inverseGaps only
     * decides whether it throws, and the reader of formulas does not know it. The windows of a pool and the steps of a loop
     * are no axis, so the reader cannot sum over them; {@code WrittenRulesTest} compares those sums as text.
     */
    private static final Set<String> NOT_READ = Set.of(
            "Reductions.condensedDistances",
            "SpectralGradient",
            "Pools.maxPool",
            "Scan.over",
            "While.carry",
            "Loop",
            "LoopResult");

    @Tag("long")
    @TestFactory
    Stream<DynamicTest> printedFormulasComeToTheNumbersOfTheTrace() {
        return FunctionSamples.all().entrySet().stream()
                .filter(entry -> !NOT_READ.contains(entry.getKey()))
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(new PrintedValues(Trace.of(numbers(entry.getValue()))).mistakes())
                                .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> everyFunctionIsExplained() {
        return FunctionSamples.all().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Trace trace = Trace.of(numbers(entry.getValue()));
                    Explanation explanation = Explanation.of(trace);
                    assertThat(List.of(
                                    explanation.text(),
                                    explanation.latex(),
                                    explanation.mathMl(),
                                    explanation.java(),
                                    explanation.numpy(),
                                    explanation.listing()))
                            .noneMatch(String::isEmpty);
                    for (Step step : trace.steps()) {
                        Shape shape = step.value().shape();
                        if (shape.elements() > 0) {
                            assertThat(explanation.element(step, shape.index(0)).value())
                                    .isEqualTo(step.value().toArray()[0]);
                        }
                    }
                }));
    }

    @Test
    void numpyComputesTheSameNumbers(@TempDir Path folder) throws Exception {
        NumpyProgram program = new NumpyProgram();
        samplesWithout(RANDOM).forEach(sample -> program.add(Trace.of(numbers(sample))));
        assertThat(program.mistakes(folder)).isEmpty();
    }

    @Test
    void javaComputesTheSameBits(@TempDir Path folder) throws Exception {
        JavaProgram program = new JavaProgram();
        samplesWithout(Set.of()).forEach(sample -> program.add(numbers(sample)));
        assertThat(program.mistakes(folder)).isEmpty();
    }
}
