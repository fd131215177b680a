package dev.gradus.playground.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What reads like NumPy is NumPy: for each function, index and operator, under each of its names, the value is NumPy's or there is
 * a refusal. {@code numpy_figures.py} writes the figures.
 */
class NumpyFiguresTest {
    private static final Path FIGURES = Path.of("src/test/resources/dev/gradus/playground/language/numpy-figures.txt");

    private static final Pattern CALL = Pattern.compile("(np(?:\\.linalg)?)\\.([a-z_0-9.]+)\\((.*)\\)");
    private static final Pattern RECEIVER = Pattern.compile("([a-zA-Z])(?:, (.*))?");

    /** Functions of which there are two in NumPy: without this prefix they are the other one. */
    private static final Set<String> OF_OTHERS = Set.of("np.linalg.diagonal", "np.linalg.trace");

    /** Functions that are methods in PyTorch alone, and mean what they do there. */
    private static final Set<String> METHODS_OF_PYTORCH = Set.of("norm", "split", "cross");

    private static final double PRECISION = 1e-9;

    private static final Map<String, Tensor> DATA = new LinkedHashMap<>();

    static {
        DATA.put("v", Tensor.of(0.5, -1.25, 2.0));
        DATA.put("w", Tensor.of(1.5, 0.25, -0.75));
        DATA.put("p", Tensor.of(0.25, 0.5, 0.875));
        DATA.put("s", Tensor.of(-1.0, 0.5, 2.5));
        DATA.put("k", Tensor.of(2.0, 0.0, 1.0));
        DATA.put("A", Tensor.of(new double[][] {{0.5, -1.5, 2.0}, {1.25, 0.75, -0.5}, {-2.25, 1.0, 3.5}}));
        DATA.put("S", Tensor.of(new double[][] {{4.0, 1.0, 0.5}, {1.0, 3.0, 0.25}, {0.5, 0.25, 2.0}}));
        DATA.put("B", Tensor.of(new double[][] {{1.0, -2.0, 0.5}, {0.25, 3.0, -1.5}}));
        DATA.put("C", Tensor.of(new double[][] {{0.5, 1.0}, {-1.0, 2.0}, {1.5, -0.25}}));
        DATA.put("K", Tensor.of(new double[][] {{0, 2, 1}, {1, 1, 0}}));
        DATA.put("T", Tensor.generate(Shape.of(2, 3, 4), i -> i % 7 - 2.5 + i / 16.0));
        DATA.put("U", Tensor.generate(Shape.of(2, 4, 3), i -> i % 5 - 1.5));
    }

    private final Builder builder = new Builder("", DATA, 0, Builder.Purpose.MATHEMATICS);

    /** The ways to write an expression that mean the same in NumPy. */
    private static Set<String> forms(String expression) {
        Set<String> forms = new LinkedHashSet<>(List.of(expression));
        Matcher call = CALL.matcher(expression);
        if (call.matches()) {
            Matcher receiver = RECEIVER.matcher(call.group(3));
            String rest = receiver.matches() && receiver.group(2) != null ? receiver.group(2) : "";
            boolean isOfNumpy = !OF_OTHERS.contains(call.group(1) + "." + call.group(2));
            if (isOfNumpy) {
                forms.add(call.group(2) + "(" + call.group(3) + ")");
            }
            if (isOfNumpy && receiver.matches() && !METHODS_OF_PYTORCH.contains(call.group(2))) {
                forms.add(receiver.group(1) + "." + call.group(2) + "(" + rest + ")");
            }
        }
        return forms;
    }

    private Optional<List<Tensor>> computed(String expression) {
        return Computed.value(expression, builder, DATA);
    }

    private static boolean isEqual(List<Tensor> mine, String figure, boolean isOfSeveral) {
        String[] theirs = figure.split("; ");
        boolean areAll = theirs.length == mine.size() || isOfSeveral;
        return areAll
                && IntStream.range(0, mine.size()).allMatch(i -> {
                    String[] words = theirs[i].split(" ");
                    Tensor tensor = mine.get(i);
                    String shape = IntStream.of(tensor.shape().sizes())
                            .mapToObj(String::valueOf)
                            .collect(Collectors.joining("×"));
                    double sum = 0;
                    double size = 1;
                    for (int j = 0; j < tensor.shape().elements(); j++) {
                        double part = (1 + Math.sin(j + 1)) * tensor.toArray()[j];
                        sum += part;
                        size += Math.abs(part);
                    }
                    return words[0].equals(shape.isEmpty() ? "-" : shape)
                            && Math.abs(sum - Double.parseDouble(words[1])) <= PRECISION * size;
                });
    }

    @Test
    void valuesAreNumpysOrRefused() throws IOException {
        builder.read();
        List<String> other = new ArrayList<>();
        int equal = 0;
        for (String line : Files.readAllLines(FIGURES)) {
            if (line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\t");
            for (String form : forms(cells[0])) {
                Optional<List<Tensor>> mine = computed(form);
                boolean isRight =
                        mine.isEmpty() || isEqual(mine.get(), cells[1], form.contains("lstsq(") && form.endsWith(")"));
                equal += mine.isPresent() && isRight ? 1 : 0;
                if (!isRight) {
                    other.add(form + " is " + Computed.text(mine.get()) + ", but " + cells[1]);
                }
            }
        }
        assertThat(other).isEmpty();
        assertThat(equal).isGreaterThan(4000);
    }

    /** Σ and ∏ are the textbook's sum and product, whatever σ is. */
    @Test
    void signsOfTheTextbook() {
        builder.read();
        for (String sum : List.of("Σ(v)", "∑(v)", "sum(v)", "v.Σ()")) {
            assertThat(computed(sum)).as(sum).contains(List.of(Tensor.scalar(1.25)));
        }
        for (String product : List.of("Π(v)", "∏(v)", "prod(v)")) {
            assertThat(computed(product)).as(product).contains(List.of(Tensor.scalar(-1.25)));
        }
        assertThat(computed("∑(A, axis=0)")).isEqualTo(computed("np.sum(A, axis=0)"));
        assertThat(computed("σ(v)")).isEqualTo(computed("sigmoid(v)"));
        assertThat(Library.names())
                .filteredOn(name -> !name.matches("\\p{ASCII}*"))
                .allSatisfy(name -> {
                    Optional<Dialect.Entry> upper = Library.find("", name.toUpperCase(Locale.ROOT));
                    assertThat(upper).isEqualTo(Library.find("", name.equals("σ") ? "Σ" : name));
                });
        assertThat(computed("σ(v) + Δ(v)")).as("an unknown letter").isEmpty();
    }

    /** A function that differs between libraries is that of the library that is named. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numpy.vander(v, 2) | np.vander(v, 2)",
                "jnp.linalg.norm(A, 1) | np.linalg.norm(A, 1)",
                "torch.diag(A) | np.diag(A)",
                "torch.diag(v) | np.diag(v)",
                "torch.diag(A, diagonal=1) | np.diag(A, k=1)",
                "torch.diag_embed(A)[0] | np.diag(A[0])",
                "torch.diagonal(T, dim1=1, dim2=2) | np.linalg.diagonal(T)",
                "torch.linalg.diagonal(T) | np.linalg.diagonal(T)",
                "torch.norm(A, 1) | np.linalg.norm(A.reshape(-1), 1)",
                "torch.norm(A, p=2, dim=1) | np.linalg.norm(A, axis=1)",
                "A.norm(1) | np.linalg.norm(A.reshape(-1), 1)",
                "torch.linalg.norm(A, 1) | np.linalg.norm(A, 1)",
                "torch.linalg.vander(v) | np.vander(v, increasing=True)",
                "torch.vander(v) | np.vander(v)",
                "LinearAlgebra.vander(v, 3) | np.vander(v, increasing=True)",
                "torch.meshgrid(v, w)[0] | np.meshgrid(v, w, indexing='ij')[0]",
                "torch.meshgrid(v, w, indexing='xy')[1] | np.meshgrid(v, w)[1]",
                "Moves.meshGrid(v, w)[1] | np.meshgrid(v, w, indexing='ij')[1]",
                "Moves.diagonal(T) | np.linalg.diagonal(T)",
                "torch.split(np.arange(6), 4)[1] | np.arange(6)[4:]",
                "torch.split(v, [1, 2])[1] | v[1:]",
                "torch.transpose(A, 0, 1) | A.T",
                "torch.polygamma(1, p) | scipy.special.polygamma(1, p)",
                "torch.cross(A, S, 0) | np.cross(A, S, axis=0)",
                "torch.max(A, 1)[0] | np.max(A, axis=1)",
                "torch.max(A, dim=1).indices | np.argmax(A, axis=1)",
                "torch.min(A, 0, True).values | np.min(A, axis=0, keepdims=True)",
                "torch.max(v, w) | np.maximum(v, w)",
                "torch.max(A) | np.max(A)",
                "A.max(dim=1)[0] | np.max(A, axis=1)",
                "A.max(1)[0] | np.max(A, axis=1)[0]",
                "v.std(dim=0) | np.std(v, ddof=1)",
                "torch.sort(v)[1] | np.argsort(v)",
                "torch.sort(A, dim=0).values | np.sort(A, axis=0)",
                "torch.topk(v, 2)[0] | np.sort(v)[::-1][:2]",
                "torch.kthvalue(v, 1).values | np.min(v)",
                "torch.median(np.array([4.0, 1.0, 2.0, 3.0])) | np.sum(2.0)",
                "torch.median(T, 2)[0][0] | np.sort(T[0], axis=1)[:, 1]",
                "torch.mode(K, 1)[0] | np.array([0.0, 1.0])",
                "torch.gradient(v)[0] | np.gradient(v)",
                "F.pad(A, (1, 2)) | np.pad(A, ((0, 0), (1, 2)))",
                "F.pad(A, (1, 2, 0, 1), value=3) | np.pad(A, ((0, 1), (1, 2)), constant_values=3)",
                "F.normalize(A, 2, 0) | A / np.linalg.norm(A, axis=0, keepdims=True)",
                "torch.svd(S)[2] | np.linalg.svd(S)[2].T",
                "torch.logdet(S) | np.log(np.linalg.det(S))",
                "F.bilinear(B, B, T[:, :, 1:], v[:2]) | F.bilinear(B, B, T[:, :, 1:]) + v[:2]",
                "F.layer_norm(A, (3,)) | Norms.standardize(A, 1e-5, 1)",
                "F.layer_norm(A, [3], v, w) | Norms.standardize(A, 1e-5, 1) * v + w",
                "F.softmax(T) | softmax(T, 0)",
                "F.softmax(A) | softmax(A, 1)",
            })
    void librariesDiffer(String expression, String meaning) {
        builder.read();
        assertThat(computed(expression)).isNotEmpty().isEqualTo(computed(meaning));
    }

    @Test
    void aDifferenceOfMasksIsWhetherNeighborsDiffer() {
        builder.read();
        assertThat(computed("np.diff(A > 0, axis=1)"))
                .isNotEmpty()
                .isEqualTo(computed("np.not_equal(A[:, 1:] > 0, A[:, :-1] > 0)"));
        assertThat(computed("np.diff(v > 0, n=2)"))
                .isNotEmpty()
                .isEqualTo(computed("np.not_equal(v[1:2] > 0, v[:1] > 0) != np.not_equal(v[2:] > 0, v[1:2] > 0)"));
    }

    /** A mask cannot select, as sizes would depend on values. The first remedy sets the others to 0. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A[A > 0] | where(A > 0, A, 0)",
                "A[v > 0] | where((v > 0)[..., None], A, 0)",
                "A[:, v > 0] | where(v > 0, A[:, :], 0)",
                "A[v > 0, 0] | where(v > 0, A[:, 0], 0)",
                "T[T[:, :, 0] > 0] | where((T[:, :, 0] > 0)[..., None], T, 0)",
                "v[(v > 0) * (w > 0)] | where((v > 0) * (w > 0), v, 0)",
            })
    void masksDoNotSelect(String expression, String remedy) {
        Program program = Program.read("J = sum(" + expression + ")", DATA, 0);
        Problem problem = program.problem().orElseThrow();
        assertThat(problem.head()).isEqualTo("a mask as an index");
        assertThat(problem.sentence()).contains("a mean over the selected ones is sum(mask * x) / sum(mask)");
        assertThat(problem.remedy().orElseThrow().mend(program.text())).isEqualTo("J = sum(" + remedy + ")");
        String selected = expression.replace("v > 0]", "[0, 2]]").replace("[v > 0,", "[[0, 2],");
        if (!selected.equals(expression)) {
            builder.read();
            assertThat(sum(remedy)).isEqualTo(sum(selected));
        }
    }

    private double sum(String expression) {
        return computed("sum(" + expression + ")").orElseThrow().get(0).item();
    }

    /** What would silently change numbers, sizes or meaning is refused by name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "diag(T) | diag takes a vector or a matrix. Write diagonal(x) for diagonals, diag_embed(x) for matrices.",
                "np.linalg.norm(A, 3) | A matrix has the norms 1, 2, inf, -1, -2, -inf, 'fro' and 'nuc', over two axes.",
                "np.split(v, 2) | An axis of size 3 cannot be split into 2 equal parts.",
                "np.stack(A) | The argument parts of stack must be a list of arrays, not an array.",
                "np.sort(A, axis=None) | The argument axis of sort must be a constant number, not nothing.",
                "np.sum(A, dtype=int) | All numbers are float64, so this type would not round them.",
                "np.array(v, ndmin=2) | array has no argument ndmin",
                "np.linalg.svd(B) | svd needs full_matrices=False unless the matrix is square.",
                "np.cross(A, S, 0) | The argument axisa has no meaning here.",
                "np.gradient(A, 1, 2, 3) | gradient takes one spacing, or one for each axis.",
                "F.batch_norm(A, v, w) | The statistics are those of the batch here.",
                "scipy.special.huber(1, v) | SciPy's function takes delta and a difference.",
                "scipy.special.pseudo_huber(1, v) | SciPy's function takes delta and a difference.",
                "torch.nanmedian(v) | PyTorch takes the lower of two medians.",
                "scipy.linalg.qr(C) | SciPy's qr needs mode='economic' unless the matrix is square.",
                "np.meshgrid([v, w]) | Write the arrays one by one, without a list: f(a, b).",
                "scipy.linalg.block_diag([A, S]) | Write the arrays one by one, without a list: f(a, b).",
                "np.flip(A, True) | The argument axis of flip must be a whole number, or several, not True or False.",
                "F.scaled_dot_product_attention(A, A, A, A > 0) | This mask is added to the scores.",
                "scipy.special.softmax(A) | softmax needs the argument axis.",
                "np.trapezoid(v > 0) | NumPy adds neighbors of a mask as “or”.",
                "cumulative_trapezoid(v > 0) | NumPy adds neighbors of a mask as “or”.",
            })
    void othersAreRefused(String expression, String sentence) {
        Program program = Program.withoutRemedies("J = sum(" + expression + ")", DATA, 0);
        assertThat(program.problem().orElseThrow().sentence()).startsWith(sentence);
    }
}
