package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random functions of two numbers, whose derivatives are written by the rules of differentiation: right ones are not accused,
 * wherever the functions are flat, steep or rounded, and wrong ones are found.
 */
@Tag("long")
class RandomDerivativesTest {
    private static final int FUNCTIONS = 250;
    private static final double WRONG = 1.001;

    /** A function and its derivatives. */
    private record Tree(DoubleBinaryOperator f, DoubleBinaryOperator da, DoubleBinaryOperator db, String text) {
        Tree with(String name, DoubleBinaryOperator outer, DoubleBinaryOperator slope) {
            return new Tree(
                    (a, b) -> outer.applyAsDouble(f.applyAsDouble(a, b), 0),
                    (a, b) -> slope.applyAsDouble(f.applyAsDouble(a, b), 0) * da.applyAsDouble(a, b),
                    (a, b) -> slope.applyAsDouble(f.applyAsDouble(a, b), 0) * db.applyAsDouble(a, b),
                    name + "(" + text + ")");
        }

        Tree plus(Tree other, int sign) {
            return new Tree(
                    (a, b) -> f.applyAsDouble(a, b) + sign * other.f.applyAsDouble(a, b),
                    (a, b) -> da.applyAsDouble(a, b) + sign * other.da.applyAsDouble(a, b),
                    (a, b) -> db.applyAsDouble(a, b) + sign * other.db.applyAsDouble(a, b),
                    "(" + text + (sign > 0 ? " + " : " − ") + other.text + ")");
        }

        Tree times(Tree other) {
            return new Tree(
                    (a, b) -> f.applyAsDouble(a, b) * other.f.applyAsDouble(a, b),
                    (a, b) -> da.applyAsDouble(a, b) * other.f.applyAsDouble(a, b)
                            + f.applyAsDouble(a, b) * other.da.applyAsDouble(a, b),
                    (a, b) -> db.applyAsDouble(a, b) * other.f.applyAsDouble(a, b)
                            + f.applyAsDouble(a, b) * other.db.applyAsDouble(a, b),
                    "(" + text + " ∗ " + other.text + ")");
        }

        private static Tree random(Random random, int depth) {
            if (depth == 0 || random.nextInt(6) == 0) {
                double c = random.nextInt(1, 100) / 10.0;
                return switch (random.nextInt(5)) {
                    case 0, 1 -> new Tree((a, b) -> a, (a, b) -> 1, (a, b) -> 0, "a");
                    case 2, 3 -> new Tree((a, b) -> b, (a, b) -> 0, (a, b) -> 1, "b");
                    default -> new Tree((a, b) -> c, (a, b) -> 0, (a, b) -> 0, String.valueOf(c));
                };
            }
            Tree x = random(random, depth - 1);
            return switch (random.nextInt(12)) {
                case 0, 1 -> x.plus(random(random, depth - 1), 1);
                case 2 -> x.plus(random(random, depth - 1), -1);
                case 3, 4, 5 -> x.times(random(random, depth - 1));
                case 6 -> x.with("sin", (v, n) -> Math.sin(v), (v, n) -> Math.cos(v));
                case 7 -> x.with("gauss", (v, n) -> Math.exp(-v * v / 50), (v, n) -> -v / 25 * Math.exp(-v * v / 50));
                case 8 -> x.with("root", (v, n) -> Math.sqrt(1 + v * v), (v, n) -> v / Math.sqrt(1 + v * v));
                case 9 -> x.with("tanh", (v, n) -> Math.tanh(v), (v, n) -> 1 - Math.tanh(v) * Math.tanh(v));
                case 10 -> x.with("lorentz", (v, n) -> 1 / (1 + v * v), (v, n) -> -2 * v / ((1 + v * v) * (1 + v * v)));
                default -> x.with("atan", (v, n) -> Math.atan(v), (v, n) -> 1 / (1 + v * v));
            };
        }

        FunctionSpec spec(DoubleBinaryOperator byA, Values ofA, Values ofB) {
            return FunctionSpec.of("a", "b", f)
                    .derivative("a", byA)
                    .derivative("b", db)
                    .where("a", ofA)
                    .where("b", ofB)
                    .named(text);
        }
    }

    @Test
    void rightOnesAreNotAccusedAndWrongOnesAreFound() {
        List<Values> domains = List.of(
                Values.between(0.5, 20),
                Values.between(-5, 5),
                Values.logarithmic(1e-3, 1e3),
                Values.between(100, 1000));
        List<String> accused = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        int wrong = 0;
        for (int seed = 0; seed < FUNCTIONS; seed++) {
            Random random = new Random(seed);
            Tree tree = Tree.random(random, 4);
            Values ofA = domains.get(random.nextInt(domains.size()));
            Values ofB = domains.get(random.nextInt(domains.size()));
            Derivatives.Report right = Derivatives.check(tree.spec(tree.da, ofA, ofB), seed, 30);
            if (!right.isRight()) {
                accused.add(right.toString());
            }
            DoubleBinaryOperator others = (a, b) -> WRONG * tree.da.applyAsDouble(a, b);
            if (tree.text.contains("a") && isAlive(tree.da, ofA, ofB, random)) {
                wrong++;
                if (Derivatives.check(tree.spec(others, ofA, ofB), seed, 30).isRight()) {
                    missed.add(tree.text);
                }
            }
        }
        assertThat(accused).isEmpty();
        assertThat(missed).isEmpty();
        assertThat(wrong).isGreaterThan(FUNCTIONS / 3);
    }

    /** Whether the derivative is not vanishingly small at most arguments. */
    private static boolean isAlive(DoubleBinaryOperator derivative, Values ofA, Values ofB, Random random) {
        int alive = 0;
        for (int i = 0; i < 40; i++) {
            double a = ofA.domain().drawSmooth(random);
            double b = ofB.domain().drawSmooth(random);
            alive += Math.abs(derivative.applyAsDouble(a, b)) > 1e-6 ? 1 : 0;
        }
        return alive > 30;
    }
}
