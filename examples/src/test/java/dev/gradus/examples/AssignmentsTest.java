package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.examples.Assignment.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The assignments of the course: the reference earns all points, the skeleton none, each mistake costs what it should. */
class AssignmentsTest {
    /**
     * A wrong solution: the reference with one mistake.
     *
     * @param lost the tasks that earn nothing, by the first word of their names
     * @param says what the summary says of the first of them
     */
    private record Mistake(
            String assignment, String name, String right, String wrong, int points, String lost, String says) {}

    @TempDir
    private static Path work;

    private static final Map<String, Assignment> ASSIGNMENTS = new LinkedHashMap<>();

    @BeforeAll
    static void compilesTheTests() throws IOException {
        ASSIGNMENTS.put("1-gate", Assignment.of("1-gate", "GateTest", work));
        ASSIGNMENTS.put("2-engine", Assignment.of("2-engine", "EngineTest", work));
        ASSIGNMENTS.put("3-op", Assignment.of("3-op", "OpTest", work));
        ASSIGNMENTS.put("4-detective", Assignment.of("4-detective", "DetectiveTest", work));
    }

    private static final List<Mistake> MISTAKES = List.of(
            new Mistake("1-gate", "bias forgotten", "double z = b;", "double z = 0;", 2, "1 9", "b is missing."),
            new Mistake(
                    "1-gate",
                    "exponent of the wrong sign",
                    "Math.exp(-z)",
                    "Math.exp(z)",
                    2,
                    "2 9",
                    "sign in the exponent"),
            new Mistake(
                    "1-gate", "no ½", "return sum / y.length / 2;", "return sum / y.length;", 1, "3", "½ is missing"),
            new Mistake(
                    "1-gate",
                    "no slope of the sigmoid",
                    " * yHat[t] * (1 - yHat[t])",
                    "",
                    3,
                    "4 9",
                    "The slope of the sigmoid is missing."),
            new Mistake(
                    "1-gate",
                    "target minus answer",
                    "(yHat[t] - y[t]) / y",
                    "(y[t] - yHat[t]) / y",
                    3,
                    "4 9",
                    "The sign is wrong"),
            new Mistake(
                    "1-gate",
                    "last example only",
                    "gradient[i] += x",
                    "gradient[i] = x",
                    2,
                    "5 9",
                    "last example only"),
            new Mistake(
                    "1-gate",
                    "mean instead of sum",
                    "return gradient;\n    }\n\n    static double[] step",
                    "return gradient / deltas.length;\n    }\n\n    static double[] step",
                    2,
                    "6 9",
                    "mean over the examples"),
            new Mistake("1-gate", "uphill", "numbers[i] - l", "numbers[i] + l", 2, "7 9", "goes uphill"),
            new Mistake(
                    "1-gate",
                    "changes its argument",
                    "new double[numbers.length]",
                    "numbers",
                    1,
                    "7",
                    "changed the array"),
            new Mistake(
                    "1-gate",
                    "slope in one direction",
                    "f.applyAsDouble(at - h)) / (2 * h)",
                    "f.applyAsDouble(at)) / h",
                    1,
                    "8",
                    "goes forward only"),
            new Mistake(
                    "1-gate",
                    "no method",
                    "static double slope",
                    "static double tangent",
                    1,
                    "8",
                    "Gate has no static method double slope("),
            new Mistake(
                    "1-gate",
                    "loop without end",
                    "epoch < epochs",
                    "!Thread.interrupted()",
                    1,
                    "9",
                    "loop without end"),
            new Mistake(
                    "2-engine",
                    "product without a swap",
                    "            receive(product.gradient * other.value);",
                    "            receive(product.gradient * value);",
                    1,
                    "A1",
                    "A product swaps"),
            new Mistake(
                    "2-engine",
                    "slope of the operand",
                    "1 - y.value * y.value)",
                    "1 - value * value)",
                    1,
                    "A2",
                    "This takes the operand."),
            new Mistake(
                    "2-engine",
                    "fan-out forgotten",
                    "gradient += part;",
                    "gradient = part;",
                    2,
                    "A3 A5",
                    "last part only"),
            new Mistake(
                    "2-engine",
                    "outputs first",
                    "inputs.forEach(input -> input.visit(order));\n        order.add(this);",
                    "order.add(this);\n        inputs.forEach(input -> input.visit(order));",
                    3,
                    "A4 A5 B5",
                    "stands before one of its inputs"),
            new Mistake(
                    "2-engine",
                    "no leaves",
                    "        order.add(this);",
                    "        if (!inputs.isEmpty()) order.add(this);",
                    3,
                    "A4 A5 B5",
                    "leaves too"),
            new Mistake(
                    "2-engine",
                    "gradients not cleared",
                    "        order.forEach(Node::clearGradient);\n",
                    "",
                    2,
                    "A5 B5",
                    "Clear the gradients"),
            new Mistake(
                    "2-engine",
                    "no seed",
                    "        seedGradient();\n        for",
                    "        for",
                    2,
                    "A5 B5",
                    "Seed it"),
            new Mistake(
                    "2-engine",
                    "from the leaves to J",
                    "order.get(i).sendBack()",
                    "order.get(order.size() - 1 - i).sendBack()",
                    2,
                    "A5 B5",
                    ""),
            new Mistake(
                    "2-engine",
                    "factors exchanged",
                    "product(transpose(value), product.gradient)",
                    "product(product.gradient, transpose(value))",
                    2,
                    "B1 B5",
                    ""),
            new Mistake(
                    "2-engine",
                    "first row only",
                    "                row.receive(new double[][] {part});",
                    "                row.receive(new double[][] {part});\n                break;",
                    2,
                    "B2 B5",
                    "first row only"),
            new Mistake(
                    "2-engine",
                    "mask inverted",
                    "value[i][j] > 0 ?",
                    "value[i][j] <= 0 ?",
                    1,
                    "B3",
                    "The mask is inverted"),
            new Mistake(
                    "2-engine",
                    "factor 2",
                    "loss.gradient[0][0] * errors",
                    "2 * loss.gradient[0][0] * errors",
                    2,
                    "B4 B5",
                    "factor 2 too many"),
            new Mistake(
                    "2-engine",
                    "no upstream gradient",
                    "loss.gradient[0][0] * errors",
                    "errors",
                    1,
                    "B4",
                    "upstream gradient is missing"),
            new Mistake(
                    "2-engine",
                    "an epoch too few",
                    "epoch < epochs",
                    "epoch < epochs - 1",
                    1,
                    "B5",
                    "before the last step"),
            new Mistake(
                    "2-engine",
                    "returns nothing",
                    "        return y;\n    }\n\n    Array matMul",
                    "        return null;\n    }\n\n    Array matMul",
                    1,
                    "B5",
                    "It threw java.lang.NullPointerException"),
            new Mistake(
                    "3-op",
                    "naive formula",
                    "x >= 0 ? x / 2 + root / 2 : 2 / (root - x)",
                    "(x + root) / 2",
                    2,
                    "3",
                    "the value equals the reference"),
            new Mistake(
                    "3-op",
                    "half forgotten",
                    "x >= 0 ? x / 2 + root / 2 : 2 / (root - x)",
                    "x + root",
                    3,
                    "1 3",
                    "the value equals the reference"),
            new Mistake(
                    "3-op",
                    "upstream gradient forgotten",
                    "upstream.multiply(divide(Functions.hypot(x(), Constant.of(2))))",
                    "divide(Functions.hypot(x(), Constant.of(2)))",
                    4,
                    "2 3",
                    ""),
            new Mistake(
                    "3-op",
                    "operands exchanged",
                    "column.multiply(input(1)), column.multiply(input(0))",
                    "column.multiply(input(0)), column.multiply(input(1))",
                    2,
                    "5",
                    "the gradient equals the numerical one"),
            new Mistake("3-op", "reshape forgotten", "upstream.reshape(shape().size(0), 1)", "upstream", 2, "5", ""),
            new Mistake("3-op", "adds to what out holds", "out[t] = sum;", "out[t] += sum;", 3, "4 5", ""),
            new Mistake(
                    "3-op",
                    "claims for positive x only",
                    "Values.between(-1e100, 1e100)",
                    "Values.between(0, 1e100)",
                    2,
                    "6",
                    "is wrong for negative x"),
            new Mistake(
                    "3-op",
                    "claims for small x only",
                    "Values.between(-1e100, 1e100)",
                    "Values.between(-3, 3)",
                    2,
                    "6",
                    "is wrong for x > 100"),
            new Mistake(
                    "3-op",
                    "no reference",
                    ".reference(x -> x * x * x)",
                    ".without(dev.gradus.testkit.Law.VALUE, \"\")",
                    2,
                    "6",
                    "adds 1"),
            new Mistake(
                    "4-detective",
                    "slopes forward only",
                    "slopes[i] = (above - J.applyAsDouble(moved)) / (2 * h)",
                    "slopes[i] = (above - J.applyAsDouble(at)) / h",
                    2,
                    "1",
                    "This goes forward only."),
            new Mistake(
                    "4-detective",
                    "numbers not set back",
                    "double[] moved = at.clone();",
                    "double[] moved = at;",
                    2,
                    "1",
                    "instead of"),
            new Mistake(
                    "4-detective",
                    "an absolute tolerance",
                    "1e-6 * largest + 1e-12",
                    "1e-5",
                    2,
                    "2",
                    "the two are large"),
            new Mistake(
                    "4-detective",
                    "accepts NaN",
                    "if (!(Math.abs(gradient[i] - slopes[i]) <= 1e-6 * largest + 1e-12))",
                    "if (Math.abs(gradient[i] - slopes[i]) > 1e-6 * largest + 1e-12)",
                    2,
                    "2",
                    "the two are NaN"),
            new Mistake(
                    "4-detective",
                    "an innocent op",
                    "return \"Softsign\";",
                    "return \"Centered\";",
                    2,
                    "3",
                    "The rule of Centered is right."),
            new Mistake(
                    "4-detective",
                    "not mended",
                    "x().abs().add(1).square()",
                    "abs().add(1).square()",
                    4,
                    "4 5",
                    "Gradient check"),
            new Mistake(
                    "4-detective",
                    "mended for positive x",
                    "x().abs().add(1).square()",
                    "x().add(1).square()",
                    4,
                    "4 5",
                    "Gradient check"),
            new Mistake(
                    "4-detective",
                    "another rule spoiled",
                    "upstream.subtract(upstream.mean(1).keepDims())",
                    "upstream",
                    4,
                    "4 5",
                    "Gradient check"));

    @TestFactory
    Stream<DynamicTest> theReferenceEarnsAllPointsAndTheSkeletonNone() {
        return ASSIGNMENTS.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> {
                    Assignment assignment = one.getValue();
                    Result solved = assignment.grade(assignment.solution(), true);
                    assertThat(solved.lost()).isEmpty();
                    assertThat(solved.points()).isEqualTo(solved.all()).isEqualTo(10);
                    assertThat(solved.printed()).endsWith("points: 10 of 10\n");
                    Result untouched = assignment.grade(assignment.skeleton(), false);
                    assertThat(untouched.points()).as(untouched.printed()).isZero();
                    assertThat(untouched.printed()).endsWith("points: 0 of 10\n");
                }));
    }

    @Tag("long")
    @TestFactory
    Stream<DynamicTest> eachMistakeCostsItsTasks() {
        return MISTAKES.stream()
                .map(mistake -> DynamicTest.dynamicTest(mistake.name(), () -> {
                    Assignment assignment = ASSIGNMENTS.get(mistake.assignment());
                    Result result = assignment.grade(with(mistake, assignment.solution()), false);
                    assertThat(tasks(result)).as(result.printed()).isEqualTo(mistake.lost());
                    assertThat(result.all() - result.points()).isEqualTo(mistake.points());
                    assertThat(result.lost().values().iterator().next()).contains(mistake.says());
                }));
    }

    private static Map<String, String> with(Mistake mistake, Map<String, String> solution) {
        List<String> changed = new ArrayList<>();
        solution.replaceAll((file, source) -> {
            String wrong = source.replace(mistake.right(), mistake.wrong());
            if (!wrong.equals(source)) {
                changed.add(file);
            }
            return wrong;
        });
        assertThat(changed).as("files with %s", mistake.right()).hasSize(1);
        return solution;
    }

    private static String tasks(Result result) {
        return result.lost().keySet().stream()
                .map(task -> task.split(" ", 2)[0])
                .collect(Collectors.joining(" "));
    }

    /** Neither in the file nor in the summary nor in what is thrown. */
    @Tag("long")
    @TestFactory
    Stream<DynamicTest> aGradedRunDoesNotSayWhy() {
        Map<String, Mistake> firsts = new LinkedHashMap<>();
        MISTAKES.forEach(mistake -> firsts.putIfAbsent(mistake.assignment(), mistake));
        return firsts.values().stream()
                .map(mistake -> DynamicTest.dynamicTest(mistake.assignment(), () -> {
                    Assignment assignment = ASSIGNMENTS.get(mistake.assignment());
                    Result result = assignment.grade(with(mistake, assignment.solution()), true);
                    assertThat(tasks(result)).isEqualTo(mistake.lost());
                    assertThat(result.lost().values()).containsOnly("");
                    assertThat(result.printed()).doesNotContain(mistake.says());
                    assertThat(result.thrown())
                            .isNotEmpty()
                            .allMatch(words -> words.matches(".*: 0 of \\d points: .*"));
                }));
    }
}
