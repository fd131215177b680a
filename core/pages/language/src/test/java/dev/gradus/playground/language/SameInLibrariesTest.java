package dev.gradus.playground.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every function and every kind of index that the language accepts, under each of its names and prefixes, with random arguments:
 * the value is that of NumPy, SciPy or PyTorch, or one of the two refuses the expression.
 */
@Tag("long")
class SameInLibrariesTest {
    private static final Path SCRIPT = Path.of("src/test/python/same_in_libraries.py");

    private static final double PRECISION = 1e-9;

    private static final int CALLS_OF_EACH = Integer.getInteger("gradus.calls", 160);

    private static final List<String> LIBRARIES = List.of(
            "np.",
            "np.linalg.",
            "scipy.special.",
            "scipy.linalg.",
            "torch.",
            "torch.linalg.",
            "torch.special.",
            "torch.nn.functional.");

    /** What is arbitrary in a library, or differs on purpose, and why. The whole expression must match. */
    private static final Map<Pattern, String> EXCEPTIONS = new LinkedHashMap<>();

    static {
        except(
                "(.*\\.)?(eigh|eigvalsh|cholesky)\\((?!S).*",
                "of a matrix that is not symmetric NumPy ignores the upper triangle");
        except(".*searchsorted\\(.*", "in numbers that are not in order the result is arbitrary");
        except(".*argsort\\(.*", "equal elements keep their order, which NumPy promises with stable=True only");
        except(
                "(np\\.)?reciprocal\\([(\\[]?-?\\d+.*",
                "NumPy divides whole numbers without a remainder; all numbers are float64 here");
        except("(np\\.)?corrcoef\\(.*", "a variable that never changes has the correlation 0 instead of NaN");
        except(".*svd\\(\\[\\[0, 1\\], \\[1, 0\\]\\].*", "the vectors of equal singular values are arbitrary");
        except(".*sinc\\(np.inf.*", "the limit 0, where the library has NaN");
        except(".*tensorsolve\\(o, .*", "NumPy returns another shape than it documents if the solution has no axes");
    }

    /** Factorizations whose signs are arbitrary: here those of qr make the diagonal of R positive. */
    private static final Pattern UP_TO_SIGNS = Pattern.compile("(.*\\.)?(qr|svd|eigh)\\(.*");

    /** The solution alone, the first of NumPy's results. */
    private static final Pattern FIRST_ONLY = Pattern.compile("(.*\\.)?lstsq\\(.*");

    private static void except(String expressions, String reason) {
        EXCEPTIONS.put(Pattern.compile(expressions), reason);
    }

    private static final Map<String, Tensor> DATA = new LinkedHashMap<>();

    private static final List<String> ARRAYS =
            List.of("v", "w", "p", "r", "A", "S", "B", "C", "R", "T", "U", "o", "c", "D");

    private static final List<String> WHOLES = List.of("k", "K");

    private static final List<String> KEYWORDS = List.of(
            ("axis=0|axis=1|axis=-1|axis=2|axis=None|axis=(0, 1)|axis=(1, 2)|keepdims=True|dim=0|dim=1|dim=-1|keepdim=True"
                            + "|ddof=1|correction=0|k=1|k=-1|k=2|offset=1|offset=-1|diagonal=1|n=2|N=2|N=4|increasing=True"
                            + "|indexing='ij'|indexing='xy'|ord=1|ord=2|ord=3|ord=-1|ord=0|ord=np.inf|ord='fro'|ord='nuc'|p=1"
                            + "|p=2|axis1=0|axis2=1|axis1=1|axis2=2|axis1=2|axes=(1, 0)|axes=(0, 2, 1)|axes=1|axes=0"
                            + "|full_matrices=False|lower=True|lower=False|upper=True|upper=False|right=True|side='right'|q=0.25"
                            + "|dx=2|dx=0.5|x=v|x=w|min=0|max=1|a_min=-0.5|a_max=1|low=0|high=1|initial=0|stable=True"
                            + "|descending=True|mode='edge'|mode='reflect'|constant_values=2|weights=w|rowvar=False|bias=True"
                            + "|decimals=1|shift=1|repeats=2|nan=0.5|rcond=None|left=True|unitriangular=True|largest=False"
                            + "|sorted=True|approximate='tanh'|negative_slope=0.1|alpha=0.5|beta=2|reduction='sum'"
                            + "|reduction='none'|delta=0.5|dims=(0, 1)|dims=1|shifts=1|step=2|num=4|endpoint=False|out=None"
                            + "|where=True|dtype=float|casting='same_kind'|order='C'|trans=1|base=2")
                    .split("\\|"));

    private static final List<String> OTHERS = List.of(
            "0|1|2|3|-1|-2|4|0.25|0.5|-0.5|1.5|2.5|(0, 1)|(1, 0)|(1, 2)|(0, 2, 1)|(2, 3)|(3,)|(-1,)|(3, 3)|(6, 4)|[1, 2]|[2, 0]|[1]"
                    .split("\\|"));

    private static final List<String> RARE = List.of(
            ("None|True|False|np.inf|-np.inf|'fro'|'nuc'|'ij'|'edge'|(v, w)|[v, w]|(A, S)|[A, R]|[A, B]|(A, C)|[T, T]|k|K|k[:, None]"
                            + "|K[0]|A > 0|v > 0|[[0, 1], [1, 0]]|((1, 2), (0, 1))|((1, 0), (0, 2))|([0], [1])|((0, 1), (1, 0))"
                            + "|np.arange(6)|np.arange(3)|(v > 0, w > 0)|[v]|[A]|(v, w, p)|A.T|A[0]|T[0]|v[None]|1|2")
                    .split("\\|"));

    private static final List<String> FORMULAS = List.of(
            "'ij,jk->ik', A, S|'ij,jk', A, S|'ji', A|'ii', A|'ii->i', A|'i,i->', v, w|'ij->j', A|'i,j->ij', v, w|'...i,i', A, v"
                    .split("\\|"));

    private static final List<String> SUBSCRIPTS = List.of(
            ("0|-1|1|2|:|1:|:1|::2|::-1|-2:|:-1|5:|2:1|1:10|-10:2|None|np.newaxis|...|k|K|[0, 1]|[0, 2]|[-1, 0]|[1]|[[0, 1], [1, 0]]"
                            + "|[[0], [1]]|K[:, 0]|K[0]|k[:, None]|k[None]|np.arange(2)|np.arange(3)|range(2)|np.argmax(v)"
                            + "|np.argsort(v)|np.array([0, 1])|v > 0|A > 0|(v > 0) * (w > 0)|[True, False, True]|True|(0, 1)|()"
                            + "|np.where(v > 0, 1, 0)|np.where(v > 0)|np.nonzero(v)|(v > 0).astype(int)|v > 0, 0|-3:-1|:0|1:3:2")
                    .split("\\|"));

    private final Builder builder = new Builder("", DATA, 0, Builder.Purpose.MATHEMATICS);

    static {
        Random random = new Random(1);
        DATA.put("v", drawn(random, 3));
        DATA.put("w", drawn(random, 3));
        DATA.put("p", Tensor.of(0.25, 0.625, 0.875));
        DATA.put("r", Tensor.of(1.0, -0.5, 1.0, 2.0, -0.5));
        DATA.put("k", Tensor.of(2.0, 0.0, 1.0));
        DATA.put("A", drawn(random, 3, 3));
        DATA.put("S", Tensor.of(new double[][] {{4.0, 1.0, 0.5}, {1.0, 3.0, 0.25}, {0.5, 0.25, 2.0}}));
        DATA.put("B", drawn(random, 2, 3));
        DATA.put("C", drawn(random, 3, 2));
        DATA.put("D", drawn(random, 4, 4));
        DATA.put("R", Tensor.of(new double[][] {{1, 2, 1}, {2, 2, -1}, {0, 1, 1}}));
        DATA.put("K", Tensor.of(new double[][] {{0, 2, 1}, {1, 1, 0}}));
        DATA.put("T", drawn(random, 2, 3, 4));
        DATA.put("U", drawn(random, 2, 4, 3));
        DATA.put("o", Tensor.of(0.75));
        DATA.put("c", drawn(random, 3, 1));
    }

    private static Tensor drawn(Random random, int... sizes) {
        return Tensor.generate(Shape.of(sizes), i -> Math.rint(random.nextGaussian() * 1000) / 500);
    }

    private static <T> T oneOf(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private static String arguments(Random random) {
        if (random.nextInt(40) == 0) {
            return oneOf(FORMULAS, random);
        }
        List<String> all = new ArrayList<>();
        int operands = random.nextInt(5) < 3 ? 1 : 2;
        for (int i = 0; i < operands; i++) {
            int kind = random.nextInt(12);
            all.add(oneOf(kind == 0 ? RARE : kind == 1 ? OTHERS : ARRAYS, random));
        }
        for (int more = random.nextInt(4) - 1; more > 0; more--) {
            all.add(oneOf(random.nextInt(4) == 0 ? RARE : OTHERS, random));
        }
        for (int words = Math.max(0, random.nextInt(4) - 1); words > 0; words--) {
            all.add(oneOf(KEYWORDS, random));
        }
        return String.join(", ", all);
    }

    /** All names of functions, without prefixes. */
    private static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (String name : Library.names()) {
            String plain = name.replaceAll("^(np|torch|scipy|gradus|x|math)\\.(linalg\\.)?", "");
            names.add(plain);
            for (String alike : List.of(
                    plain.toLowerCase(Locale.ROOT),
                    plain.replaceAll("([a-z])([A-Z0-9])", "$1_$2").toLowerCase(Locale.ROOT))) {
                if (Library.find("", alike).isPresent()) {
                    names.add(alike);
                }
            }
        }
        names.addAll(List.of(
                "len",
                "size",
                "eye",
                "identity",
                "arange",
                "linspace",
                "zeros_like",
                "ones_like",
                "zeros",
                "ones",
                "full"));
        names.addAll(List.of("array", "asarray", "tensor"));
        names.removeIf(name -> !name.matches("[\\w.]+"));
        return names;
    }

    private static Map<String, String> expressions() {
        Map<String, String> expressions = new LinkedHashMap<>();
        Random random = new Random(2);
        for (String name : names()) {
            for (String library : LIBRARIES) {
                for (int i = 0; i < CALLS_OF_EACH / (library.startsWith("torch") ? 4 : 1); i++) {
                    String call = name + "(" + arguments(random) + ")";
                    expressions.put(library + call, library + call);
                    if (library.equals("np.")) {
                        expressions.put(call, library + call);
                    }
                }
            }
            for (int i = 0; i < CALLS_OF_EACH / 2; i++) {
                String rest = arguments(random);
                int comma = rest.indexOf(", ");
                String receiver = oneOf(ARRAYS, random);
                String call = receiver + "." + name + "(" + (comma < 0 ? "" : rest.substring(comma + 2)) + ")";
                expressions.put(call, call);
            }
        }
        for (int i = 0; i < 40 * CALLS_OF_EACH; i++) {
            List<String> subscripts = new ArrayList<>();
            for (int count = 1 + random.nextInt(4); count > 0; count--) {
                subscripts.add(oneOf(SUBSCRIPTS, random));
            }
            String index = oneOf(List.of("v", "A", "B", "T", "U", "R", "o", "c"), random) + "["
                    + String.join(", ", subscripts) + "]";
            expressions.put(index, index);
        }
        return expressions;
    }

    @Test
    void valuesAreTheSameOrRefused(@TempDir Path folder) throws IOException, InterruptedException {
        builder.read();
        Map<String, List<Tensor>> mine = new LinkedHashMap<>();
        Map<String, String> all = expressions();
        all.keySet().forEach(one -> Computed.value(one, builder, DATA).ifPresent(value -> mine.put(one, value)));
        List<String> asked = mine.keySet().stream()
                .map(one -> Optional.ofNullable(all.get(one)).orElseThrow())
                .toList();
        List<String> answers = answers(folder, asked);
        Map<String, List<String>> other = new TreeMap<>();
        Map<String, Integer> equal = new TreeMap<>();
        int at = 0;
        for (Map.Entry<String, List<Tensor>> one : mine.entrySet()) {
            String answer = answers.get(at++);
            if (answer.equals("-")) {
                continue;
            }
            String function = one.getKey().replaceAll("[(\\[].*", "");
            boolean isFirst = FIRST_ONLY.matcher(function + "(").matches();
            boolean hasSigns = UP_TO_SIGNS.matcher(function + "(").matches();
            String compared = isFirst ? answer.split(";", -1)[0] : hasSigns ? answer.replace("-", "") : answer;
            List<Tensor> value = hasSigns
                    ? one.getValue().stream()
                            .map(part -> Tensor.generate(part.shape(), i -> Math.abs(part.toArray()[i])))
                            .toList()
                    : one.getValue();
            if (isSame(value, compared)) {
                equal.merge(function, 1, Integer::sum);
            } else if (EXCEPTIONS.keySet().stream()
                    .noneMatch(exception -> exception.matcher(one.getKey()).matches())) {
                other.computeIfAbsent(function, none -> new ArrayList<>())
                        .add(one.getKey() + " is " + Computed.text(one.getValue()) + ", but " + answer);
            }
        }
        assertThat(other).isEmpty();
        assertThat(equal).hasSizeGreaterThan(350);
    }

    private static List<String> answers(Path folder, List<String> asked) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        DATA.forEach((name, tensor) -> text.append(name + " = " + numbers(tensor, WHOLES.contains(name)) + "\n"));
        text.append("--\n");
        asked.forEach(one -> text.append(one).append('\n'));
        Path file = Files.writeString(folder.resolve("asked.txt"), text);
        for (String python : List.of("python3", "/usr/bin/python3")) {
            Process process = new ProcessBuilder(python, SCRIPT.toString(), file.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0) {
                List<String> answers = printed.lines().toList();
                assertThat(answers).hasSameSizeAs(asked);
                return answers;
            }
        }
        assumeTrue(false, "there is no python3 with NumPy and SciPy");
        throw new AssertionError("not skipped");
    }

    private static String numbers(Tensor tensor, boolean areWhole) {
        StringBuilder text = new StringBuilder("np.array([");
        for (double one : tensor.toArray()) {
            text.append(areWhole ? String.valueOf((long) one) : String.valueOf(one))
                    .append(", ");
        }
        return text + "]).reshape(" + Arrays.toString(tensor.shape().sizes()) + ")";
    }

    private static boolean isSame(List<Tensor> mine, String answer) {
        String[] parts = answer.isEmpty() ? new String[0] : answer.split(";", -1);
        return parts.length == mine.size()
                && IntStream.range(0, parts.length).allMatch(i -> isSame(mine.get(i), parts[i]));
    }

    private static boolean isSame(Tensor mine, String part) {
        String shape = part.substring(0, part.indexOf(':'));
        String numbers = part.substring(part.indexOf(':') + 1);
        double[] theirs = numbers.isEmpty()
                ? new double[0]
                : Arrays.stream(numbers.split(" ", -1))
                        .mapToDouble(SameInLibrariesTest::number)
                        .toArray();
        String sizes = Arrays.toString(mine.shape().sizes()).replaceAll("[\\[\\] ]", "");
        if (!sizes.equals(shape) || theirs.length != mine.shape().elements()) {
            return false;
        }
        double largest = Arrays.stream(theirs)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
        for (int i = 0; i < theirs.length; i++) {
            double x = mine.toArray()[i];
            boolean isEqual = Double.compare(x, theirs[i]) == 0
                    || Double.isNaN(x) && Double.isNaN(theirs[i])
                    || Math.abs(x - theirs[i]) <= PRECISION * Math.max(1e-6, largest);
            if (!isEqual) {
                return false;
            }
        }
        return true;
    }

    private static double number(String python) {
        return switch (python) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(python);
        };
    }
}
