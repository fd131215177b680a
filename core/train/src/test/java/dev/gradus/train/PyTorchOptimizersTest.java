package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The sequences of numbers written by {@code src/test/python/optimizers_golden.py}. */
class PyTorchOptimizersTest {
    private static final double RTOL = 1e-12;

    /** A line with its settings, and the lines that follow it. */
    private record Case(String kind, String name, Map<String, Double> settings, List<String[]> lines) {
        double get(String setting) {
            return settings.get(setting);
        }
    }

    @TestFactory
    Stream<DynamicTest> optimizersGoThroughPyTorchsNumbers() {
        return cases("optimizer").map(one -> DynamicTest.dynamicTest(one.name + one.settings, () -> follow(one)));
    }

    private static void follow(Case one) {
        Tensor start = numbers(one.lines.get(0));
        Input gradient = Input.of("g", start.shape());
        Parameter w = Parameter.of("w", start);
        Run run = Run.of(Graph.of(gradient.multiply(w).sum()));
        Optimizer optimizer = optimizer(one);
        assertThat(one.lines).hasSizeGreaterThan(20);
        for (int i = 1; i < one.lines.size(); i += 2) {
            run.feed(gradient, numbers(one.lines.get(i)));
            run.forward();
            run.backward();
            optimizer.step(run);
            assertClose(run.parameters().get(w), numbers(one.lines.get(i + 1)), "after step " + (i + 1) / 2);
        }
    }

    private static FirstOrderOptimizer optimizer(Case one) {
        double rate = one.get("rate"), decay = one.get("decay");
        return switch (one.name) {
            case "GradientDescent" -> GradientDescent.of(rate).withWeightDecay(decay);
            case "Momentum" -> Momentum.of(rate, one.get("momentum")).withWeightDecay(decay);
            case "Nesterov" -> Momentum.nesterov(rate, one.get("momentum")).withWeightDecay(decay);
            case "RmsProp" ->
                RmsProp.of(rate, one.get("alpha"), one.get("epsilon")).withWeightDecay(decay);
            case "Adam" ->
                Adam.of(rate, one.get("beta1"), one.get("beta2"), one.get("epsilon"))
                        .withWeightDecay(decay);
            case "Adagrad" ->
                Adagrad.of(rate, one.get("rateDecay"), one.get("epsilon")).withWeightDecay(decay);
            case "Adadelta" ->
                Adadelta.of(rate, one.get("rho"), one.get("epsilon")).withWeightDecay(decay);
            case "NAdam" ->
                NAdam.of(rate, one.get("beta1"), one.get("beta2"), one.get("epsilon"), one.get("momentumDecay"))
                        .withWeightDecay(decay);
            case "Lion" -> Lion.of(rate, decay, one.get("beta1"), one.get("beta2"));
            case "AdamW" -> AdamW.of(rate, decay, one.get("beta1"), one.get("beta2"), one.get("epsilon"));
            default -> throw new AssertionError(one.name);
        };
    }

    @TestFactory
    Stream<DynamicTest> schedulesGoThroughPyTorchsNumbers() {
        return cases("schedule")
                .map(one -> DynamicTest.dynamicTest(one.name + one.settings, () -> {
                    Schedule schedule = switch (one.name) {
                        case "stepDecay" -> Schedule.stepDecay((long) one.get("every"), one.get("gamma"));
                        case "exponential" -> Schedule.exponential(one.get("gamma"));
                        case "cosine" -> Schedule.cosine((long) one.get("steps"), one.get("floor"));
                        default -> throw new AssertionError(one.name);
                    };
                    Tensor expected = numbers(one.lines.get(0));
                    assertClose(Tensor.generate(expected.shape(), schedule::factor), expected, "factors");
                }));
    }

    @Test
    void everyMethodAndScheduleIsThere() {
        assertThat(cases("optimizer").map(Case::name).distinct())
                .containsExactlyInAnyOrder(
                        "GradientDescent",
                        "Momentum",
                        "Nesterov",
                        "RmsProp",
                        "Adam",
                        "AdamW",
                        "Adagrad",
                        "Adadelta",
                        "NAdam",
                        "Lion");
        assertThat(cases("schedule").map(Case::name)).containsExactly("stepDecay", "exponential", "cosine");
    }

    private static void assertClose(Tensor actual, Tensor expected, String what) {
        assertThat(actual.difference(expected).within(RTOL, 0))
                .as(() -> what + ": " + actual.difference(expected))
                .isTrue();
    }

    private static Tensor numbers(String[] line) {
        return Tensor.of(
                Stream.of(line).skip(1).mapToDouble(Double::parseDouble).toArray());
    }

    private static Stream<Case> cases(String kind) {
        List<Case> cases = new ArrayList<>();
        try (InputStream in = PyTorchOptimizersTest.class.getResourceAsStream("optimizers-golden.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] words = line.split(" ");
                if (words[0].equals("optimizer") || words[0].equals("schedule")) {
                    Map<String, Double> settings = new HashMap<>();
                    Arrays.stream(words)
                            .skip(2)
                            .map(word -> word.split("="))
                            .forEach(pair -> settings.put(pair[0], Double.parseDouble(pair[1])));
                    cases.add(new Case(words[0], words[1], settings, new ArrayList<>()));
                } else {
                    cases.get(cases.size() - 1).lines.add(words);
                }
            }
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
        return cases.stream().filter(one -> one.kind.equals(kind));
    }
}
