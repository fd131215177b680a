package dev.gradus.playground.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a program is said where it is, in a sentence, with what mends it. */
class ProblemsTest {
    private static final Map<String, Tensor> DATA = new LinkedHashMap<>();

    static {
        DATA.put("x", Tensor.zeros(120, 2).named("n_batch", "n_in"));
        DATA.put("y", Tensor.zeros(120, 1).named("n_batch", "n_out"));
    }

    private static final String LINES = """
            W1 = randn(2, 4); b1 = zeros(4)
            W2 = randn(4, 1); b2 = zeros(1)
            z1 = x @ W1 + b1
            h = tanh(z1)
            z2 = h @ W2 + b2
            ŷ = sigmoid(z2)
            J = MseLoss(ŷ, y)
            """;

    private static Program read(String text) {
        return Program.read(text, DATA, 7);
    }

    private static Problem problem(String text) {
        return read(text).problem().orElseThrow(() -> new AssertionError("nothing is wrong with\n" + text));
    }

    private static void says(String text, String marked, String sentence, String label) {
        Problem problem = problem(text);
        assertThat(problem.sentence()).isEqualTo(sentence);
        assertThat(problem.span().of(text)).isEqualTo(marked);
        assertThat(problem.remedy().map(Remedy::label).orElse("")).isEqualTo(label);
        problem.remedy()
                .ifPresent(
                        remedy -> assertThat(read(remedy.mend(text)).problem().map(Problem::sentence))
                                .as(remedy.mend(text))
                                .isEmpty());
    }

    @Test
    void nothingIsWrong() {
        assertThat(read(LINES).problem()).isEmpty();
    }

    @Test
    void shapesThatDoNotMeet() {
        String text = LINES.replace("W2 = randn(4, 1)", "W2 = randn(3, 1)");
        says(
                text,
                "h @ W2",
                "«h» has 4 columns, but «W2» has 3 rows: @ needs the same number of each.",
                "Make W2 4 × 1");
        Problem problem = problem(text);
        assertThat(problem.head()).isEqualTo("shapes do not match");
        assertThat(problem.detail().stream().map(Problem.Piece::text).collect(Collectors.joining()))
                .isEqualTo("h 120 × 4 @ W2 3 × 1");
        assertThat(problem.detail().stream().filter(Problem.Piece::clashes).map(Problem.Piece::text))
                .containsExactly("4", "3");
    }

    @Test
    void aTransposeThatIsMissing() {
        String text = "W = constant([[1, 2], [3, 4], [5, 6]])\nz = x @ W\nJ = sum(z)";
        says(text, "x @ W", "«x» has 2 columns, but «W» has 3 rows: @ needs the same number of each.", "Use W.T");
    }

    @Test
    void aBiasOfAnotherSize() {
        String text = LINES.replace("b1 = zeros(4)", "b1 = zeros(3)");
        says(
                text,
                "x @ W1 + b1",
                "The left side is 120 × 4 and «b1» is (3): they do not match element by element, and neither can be broadcast.",
                "Make b1 (4)");
    }

    @Test
    void bothWouldGrow() {
        String text = "a = ones(5); b = ones(5, 1)\nJ = sum(a + b)";
        says(
                text,
                "a + b",
                "«a» is (5) and «b» is 5 × 1: both would grow, to 5 × 5, which is rarely intended.",
                "Reshape a");
    }

    @Test
    void anAxisThatIsPutInIsMeant() {
        assertThat(read("C = randn(3, 2)\nd = x[:, None, :] - C\nJ = sum(d**2)").problem())
                .isEmpty();
        String text = "C = randn(3, 2)\nu = x.reshape(120, 1, 2)\nJ = sum((u - C)**2)";
        says(
                text,
                "u - C",
                "«u» is 120 × 1 × 2 and «C» is 3 × 2: both would grow, to 120 × 3 × 2, which is rarely intended.",
                "Use C[None]");
    }

    @Test
    void aLossOfTwoShapes() {
        String text = LINES.replace("b2 = zeros(1)", "")
                .replace("randn(4, 1)", "randn(4, 2)")
                .replace(" + b2", "");
        says(
                text,
                "MseLoss(ŷ, y)",
                "The loss compares 120 × 2 with 120 × 1: both must have the same shape.",
                "Make W2 4 × 1");
    }

    @Test
    void otherShapesInTheEnginesWords() {
        String text = "z = reshape(x, (7, 5))\nJ = sum(z)";
        says(
                text,
                "reshape(x, (7, 5))",
                "reshape: x (n_batch=120, n_in=2) has 240 elements, but (7, 5) takes 35.",
                "Write -1 instead of 7");
    }

    @Test
    void names() {
        says(LINES.replace("sigmoid(z2)", "sigmoid(q2)"), "q2", "No line above defines «q2».", "Use z2");
        says("J = sum(x + bias)", "bias", "No line above defines «bias».", "Add bias = zeros(2)");
    }

    @Test
    void functions() {
        says(
                LINES.replace("tanh(z1)", "tahn(z1)"),
                "tahn",
                "There is no function «tahn»; did you mean «tanh»?",
                "Use tanh");
        says(LINES.replace("tanh(z1)", "tanh"), "tanh", "«tanh» is a function: write tanh(…).", "Write tanh(z1)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "J = sum((x + 1)             | '' | Expected a ) here.                                          | Insert )",
                "J = sum(x)) + 1             | )  | This ) is unmatched.                                        | Remove it",
                "J = sum(2 ^ x) / 3x         | 3x  | This could be a factor of the fraction or of what it is divided by. Write * and parentheses. | ''",
                "J = sum(x) = 3              | =  | A line can have only one =. Write a comparison as ==.     | Write ==",
                "sum(x)                      | sum | A line must begin with a name and =, as in z = x @ W + b.                     | Call it J",
                "J = sum(x) $ 2              | $  | The character $ is not part of the language.                | ''",
                "J = sum(x 2)                | 2  | Expected an operator or a comma.                            | ''",
                "J = sum(x, axis=5)          | sum(x, axis=5) | sum: x (n_batch=120, n_in=2) has no axis 5: it has rank 2. | ''",
                "J = softmax(x, axes=1, k=2) | 2  | softmax has no argument k; it takes x, axis.                | ''",
                "J = sum(randn(2))           | randn(2) | randn draws initial weights. Put it on a line of its own, as in W = randn(2, 4). | ''",
                "W = parameter(x)            | parameter(x) | Initial weights must be numbers, but these depend on the data. | ''",
                "z = x + 1                   | '' | One line must define «J», the loss to minimize.             | ''",
                "J = x + 1                   | J  | «J» is 120 × 2, but the loss must be a single number.       | ''",
                "x = [1, 2]                  | x  | «x» comes from the data. Choose another name.               | Call it x2",
                "W = zeros(40000, 40000)     | 40000, 40000 | This array would have 1600000000 elements; the limit is 1048576. | ''",
                "J = sum(x[:, 2])            | 2  | Axis 1 has size 2, so an index is between 0 and 1.          | ''",
                "J = sum(f(x)); f = 3        | f  | There is no function «f».                                   | ''"
            })
    void signs(String text, String marked, String sentence, String label) {
        Problem problem = problem(text);
        assertThat(problem.sentence()).isEqualTo(sentence);
        assertThat(problem.span().of(text)).isEqualTo(marked);
        if (!label.isEmpty()) {
            assertThat(problem.remedy().orElseThrow().label()).isEqualTo(label);
        }
    }

    @Test
    void theLastValueIsOfferedToTheLoss() {
        Problem problem = problem(LINES.replace("J = MseLoss(ŷ, y)\n", ""));
        assertThat(problem.remedy().orElseThrow().label()).isEqualTo("Add J = MseLoss(ŷ, y)");
        assertThat(read(problem.remedy().orElseThrow().mend(LINES.replace("J = MseLoss(ŷ, y)\n", "")))
                        .problem())
                .isEmpty();
    }

    @Test
    void whatComesBeforeStaysComputed() {
        Program program = read(LINES.replace("sigmoid(z2)", "sigmoid(q2)"));
        assertThat(program.names().stream().map(Program.Named::name))
                .containsExactly("W1", "b1", "W2", "b2", "z1", "h", "z2");
    }

    @Test
    void aNameThatComesBelow() {
        assertThat(problem("J = sum(h)\nh = tanh(x)").sentence())
                .isEqualTo("«h» is used before the line that defines it.");
    }
}
