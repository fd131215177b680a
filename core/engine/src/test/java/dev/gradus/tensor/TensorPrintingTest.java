package dev.gradus.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(TensorArbitraries.class)
@Domain(DomainContext.Global.class)
class TensorPrintingTest {

    private static final BigDecimal HALF = new BigDecimal("0.5");

    @Test
    void integersHaveNoDecimals() {
        assertThat(Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}})).hasToString("""
                        [[0, 0],
                         [0, 1],
                         [1, 0],
                         [1, 1]]""");
        assertThat(Tensor.of(new double[] {9_007_199_254_740_992.0, -7}))
                .hasToString("[9007199254740992,               -7]");
    }

    @Test
    void decimalsAreAsManyAsNeededAndFourAtMost() {
        assertThat(Tensor.of(new double[][] {{0.5, -1.25}, {3, 0}})).hasToString("""
                        [[ 0.50, -1.25],
                         [ 3.00,  0.00]]""");
        assertThat(Tensor.of(new double[] {0.1 + 0.2, 100})).hasToString("[  0.3000, 100.0000]");
        assertThat(Tensor.scalar(1 / 3.0).toString(6)).isEqualTo("0.333333");
        assertThat(Tensor.scalar(0.5).toString(6)).isEqualTo("0.5");
        assertThat(Tensor.of(new double[] {0.5, 2.675}).toString(0)).isEqualTo("[0, 3]");
    }

    @Test
    void scalarsAreBareNumbers() {
        assertThat(Tensor.scalar(3)).hasToString("3");
        assertThat(Tensor.scalar(-0.15131)).hasToString("-0.1513");
        assertThat(Tensor.scalar(Double.NaN)).hasToString("NaN");
    }

    @Test
    void farMagnitudesPutAllInScientificNotation() {
        assertThat(Tensor.of(new double[] {1.5e-5, -1, 0})).hasToString("[ 1.5e-05, -1.0e+00,  0.0e+00]");
        assertThat(Tensor.of(new double[] {1e8, 0.5})).hasToString("[1e+08, 5e-01]");
        assertThat(Tensor.of(new double[] {1e-100, 1})).hasToString("[1e-100, 1e+000]");
        assertThat(Tensor.of(new double[] {Math.PI * 1e9, 1})).hasToString("[3.1416e+09, 1.0000e+00]");
        assertThat(Tensor.scalar(1e16)).hasToString("1e+16");
        assertThat(Tensor.of(new double[] {1e-4, 99_999_999.5})).hasToString("[       0.0001, 99999999.5000]");
    }

    @Test
    void whatIsNotANumberLinesUp() {
        assertThat(Tensor.of(new double[][] {
                    {0.123456, Double.NaN}, {Double.NEGATIVE_INFINITY, -1.5}, {-0.0, Double.POSITIVE_INFINITY}
                }))
                .hasToString("""
                        [[ 0.1235,     NaN],
                         [     -∞, -1.5000],
                         [-0.0000,       ∞]]""");
        assertThat(Tensor.of(new double[] {1, Double.NaN})).hasToString("[  1, NaN]");
    }

    @Test
    void negativeZeroKeepsItsSign() {
        assertThat(Tensor.of(new double[] {0.0, -0.0})).hasToString("[ 0, -0]");
        assertThat(Tensor.of(new double[] {-0.001, 0.25}).toString(2)).isEqualTo("[-0.00,  0.25]");
    }

    @Test
    void blankLinesSeparateMatrices() {
        assertThat(Tensor.generate(Shape.of(2, 2, 2), position -> position)).hasToString("""
                        [[[0, 1],
                          [2, 3]],

                         [[4, 5],
                          [6, 7]]]""");
        assertThat(Tensor.generate(Shape.of(2, 1, 2, 1), position -> position)).hasToString("""
                        [[[[0],
                           [1]]],


                         [[[2],
                           [3]]]]""");
    }

    @Test
    void emptyTensorsTellTheirShape() {
        assertThat(Tensor.zeros(0)).hasToString("[] of shape (0)");
        assertThat(Tensor.zeros(0, 3).named("n_batch", "n_in")).hasToString("[] of shape (n_batch=0, n_in=3)");
    }

    @Test
    void largeTensorsPrintInPart() {
        assertThat(Tensor.generate(Shape.of(100, 20), position -> position)).hasToString("""
                        [[   0,    1,    2, ...,   17,   18,   19],
                         [  20,   21,   22, ...,   37,   38,   39],
                         [  40,   41,   42, ...,   57,   58,   59],
                         ...,
                         [1940, 1941, 1942, ..., 1957, 1958, 1959],
                         [1960, 1961, 1962, ..., 1977, 1978, 1979],
                         [1980, 1981, 1982, ..., 1997, 1998, 1999]]""");
        assertThat(Tensor.zeros(2000, 2)).hasToString("""
                        [[0, 0],
                         [0, 0],
                         [0, 0],
                         ...,
                         [0, 0],
                         [0, 0],
                         [0, 0]]""");
        assertThat(Tensor.generate(Shape.of(3, 2, 3), position -> position).toString(new TensorFormat(4, 10, 1)))
                .isEqualTo("""
                        [[[ 0, ...,  2],
                          [ 3, ...,  5]],

                         ...,

                         [[12, ..., 14],
                          [15, ..., 17]]]""");
    }

    @Test
    void wholeMeansEveryElement() {
        assertThat(Tensor.zeros(1000).toString()).doesNotContain("...");
        assertThat(Tensor.zeros(1001)).hasToString("[0, 0, 0, ..., 0, 0, 0]");
        assertThat(Tensor.zeros(1001).toString(TensorFormat.DEFAULT.whole())).containsPattern("^\\[(0,\\s+){1000}0]$");
    }

    @Test
    void longRowsGoOnUnderTheirFirstNumber() {
        assertThat(Tensor.generate(Shape.of(2, 11), position -> -position / 7.0))
                .hasToString("""
                        [[ 0.0000, -0.1429, -0.2857, -0.4286, -0.5714, -0.7143, -0.8571, -1.0000, -1.1429, -1.2857,
                          -1.4286],
                         [-1.5714, -1.7143, -1.8571, -2.0000, -2.1429, -2.2857, -2.4286, -2.5714, -2.7143, -2.8571,
                          -3.0000]]""");
    }

    @Test
    void linesAreHundredWideAtMost() {
        assertThat(Tensor.full(Shape.of(10), 12_345_678).toString())
                .hasSize(100)
                .hasLineCount(1);
        assertThat(Tensor.full(Shape.of(11), 12_345_678).toString()).hasLineCount(2);
        assertThat(Tensor.generate(Shape.of(10, 10), position -> -position / 700.0)
                        .toString()
                        .lines())
                .hasSize(10);
    }

    @Test
    void impossibleFormatsAreRefused() {
        assertThatThrownBy(() -> Tensor.scalar(1).toString(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TensorFormat: decimals must be at least 0, but is -1");
        assertThatThrownBy(() -> new TensorFormat(4, -1, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TensorFormat: threshold must be at least 0, but is -1");
        assertThatThrownBy(() -> new TensorFormat(4, 1000, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TensorFormat: edgeItems must be at least 1, but is 0");
    }

    @Provide
    Arbitrary<Shape> withElements() {
        return TensorArbitraries.shapes(0, 1);
    }

    @Provide
    Arbitrary<Tensor> notEmpty() {
        return TensorArbitraries.tensors(withElements());
    }

    @Property
    void allItemsAreEquallyWide(@ForAll("notEmpty") Tensor tensor) {
        assertThat(items(tensor.toString(), tensor.shape().rank()).stream().map(String::length))
                .hasSize(tensor.shape().elements())
                .containsOnly(
                        items(tensor.toString(), tensor.shape().rank()).get(0).length());
    }

    @Property
    void linesFitAPage(@ForAll Tensor tensor, @ForAll @IntRange(min = 1, max = 60) int copies) {
        int elements = tensor.shape().elements();
        Tensor wide = Tensor.generate(Shape.of(2, copies * elements), position -> tensor.at(position % elements));
        assertThat(wide.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    /** The printed number differs by at most half a unit of the last printed digit. */
    @Property
    void printedNumbersAreRoundedNumbers(@ForAll("notEmpty") Tensor tensor, @ForAll @IntRange(max = 12) int decimals) {
        List<String> items = items(tensor.toString(decimals), tensor.shape().rank());
        for (int position = 0; position < items.size(); position++) {
            String item = items.get(position).strip();
            double value = tensor.at(position);
            if (Double.isFinite(value)) {
                BigDecimal printed = new BigDecimal(item);
                BigDecimal unit = BigDecimal.ONE.movePointLeft(new BigDecimal(item).scale());
                assertThat(printed.subtract(new BigDecimal(value)).abs()).isLessThanOrEqualTo(unit.multiply(HALF));
                assertThat(item.startsWith("-")).isEqualTo(Math.copySign(1, value) < 0);
                assertThat(decimalsOf(item)).isLessThanOrEqualTo(decimals);
                if (decimalsOf(item) < decimals) {
                    assertThat(Double.parseDouble(item))
                            .as("no digit is dropped that there is room for")
                            .isEqualTo(value);
                }
            } else {
                assertThat(item).isEqualTo(Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞");
            }
        }
    }

    @Property
    void bracketsMakeTheShape(@ForAll("notEmpty") Tensor tensor) {
        String brackets = tensor.toString().replaceAll("[^\\[\\]]", "");
        assertThat(brackets).isEqualTo(brackets(tensor.shape().sizes(), 0));
    }

    @Property
    void elisionShowsTheEdgesOfLongAxes(
            @ForAll("withElements") Shape shape,
            @ForAll @IntRange(max = 100) int threshold,
            @ForAll @IntRange(min = 1, max = 3) int edge) {
        Tensor positions = Tensor.generate(shape, position -> position);
        int[] shown = IntStream.range(0, shape.elements())
                .filter(position -> shape.elements() <= threshold || isShown(shape, shape.index(position), edge))
                .toArray();
        String text = positions.toString(new TensorFormat(0, threshold, edge));
        assertThat(items(text, shape.rank()).stream()
                        .filter(item -> !item.equals("..."))
                        .mapToInt(item -> Integer.parseInt(item.strip())))
                .containsExactlyElementsOf(Arrays.stream(shown).boxed().toList());
        assertThat(text.contains("...")).isEqualTo(shown.length < shape.elements());
    }

    private static boolean isShown(Shape shape, int[] index, int edge) {
        return IntStream.range(0, index.length)
                .allMatch(axis ->
                        shape.size(axis) <= 2 * edge || index[axis] < edge || index[axis] >= shape.size(axis) - edge);
    }

    /** Returns the printed items with their padding: the text between brackets, commas and single spaces. */
    private static List<String> items(String text, int rank) {
        List<String> items = new ArrayList<>();
        for (String line : text.split("\n+")) {
            if (line.strip().startsWith("...")) {
                continue;
            }
            String row = line.substring(rank).replaceAll("\\]*,?$", "");
            items.addAll(List.of(row.split(", ")));
        }
        return items;
    }

    private static int decimalsOf(String item) {
        String mantissa = item.replaceAll("e.*", "");
        return mantissa.contains(".") ? mantissa.length() - mantissa.indexOf('.') - 1 : 0;
    }

    private static String brackets(int[] sizes, int axis) {
        return axis == sizes.length ? "" : "[" + brackets(sizes, axis + 1).repeat(sizes[axis]) + "]";
    }
}
