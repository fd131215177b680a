package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Notation.Binding;
import dev.gradus.node.Notation.Form;
import dev.gradus.node.Notation.Fragment;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotationTest {

    @Test
    void everyOpSaysHowItIsWrittenInJavaAndNumPy() {
        assertThat(SampleOps.all().stream()
                        .map(op -> op.notation().java() + " | " + op.notation().numpy()))
                .containsExactly(
                        "{0}.matMul({1}) | {0} @ {1}",
                        "{0}.transpose() | {0}.T",
                        "{0}.transpose(1, 2, 0) | np.transpose({0}, (1, 2, 0))",
                        "{0}.reshape(Shape.of(6)) | np.reshape({0}, (6,))",
                        "{0}.broadcastTo(Shape.of(4, 2, 3)) | np.broadcast_to({0}, (4, 2, 3))",
                        "{0}.sumTo(Shape.of(3, 1)) | np.reshape(np.sum({0}, axis=(0, 2), keepdims=True), (3, 1))",
                        "{0}.add({1}) | {0} + {1}",
                        "{0}.subtract({1}) | {0} - {1}",
                        "{0}.multiply({1}) | {0} * {1}",
                        "{0}.divide({1}) | {0} / {1}",
                        "{0}.greater({1}) | {0} > {1}",
                        "{0}.greaterEqual({1}) | {0} >= {1}",
                        "{0}.less({1}) | {0} < {1}",
                        "{0}.lessEqual({1}) | {0} <= {1}",
                        "{0}.equal({1}) | {0} == {1}",
                        "{0}.notEqual({1}) | {0} != {1}",
                        "{0}.negate() | -{0}",
                        "{0}.exp() | np.exp({0})",
                        "{0}.log() | np.log({0})",
                        "{0}.sigmoid() | 1 / (1 + np.exp(-{0}))",
                        "{0}.tanh() | np.tanh({0})",
                        "{0}.relu() | np.maximum({0}, 0)",
                        "{0}.stopGradient() | {0}",
                        "{0}.sum() | np.sum({0})",
                        "{0}.sum(0, 2) | np.sum({0}, axis=(0, 2))",
                        "{0}.sum(1).keepDims() | np.sum({0}, axis=(1,), keepdims=True)",
                        "{0}.mean() | np.mean({0})",
                        "{0}.mean(1).keepDims() | np.mean({0}, axis=(1,), keepdims=True)",
                        "{0}.mean(1) | np.mean({0}, axis=(1,))",
                        "{0}.where({1}, {2}) | np.where({0}, {1}, {2})",
                        " | .5 * np.sum(({1} - {0}) ** 2) / 2");
    }

    @Test
    void sumsOverNoAxesAreWrittenAsTheyAreCalled() {
        Input x = Input.of("x", 2, 3);
        assertThat(new Sum(x, false).notation().java()).isEqualTo("{0}.sum(new int[0])");
        assertThat(new Sum(x, false).notation().numpy()).isEqualTo("np.sum({0}, axis=())");
        assertThat(new Sum(x, true, 0, 1).notation().java()).isEqualTo("{0}.sum(0, 1).keepDims()");
        assertThat(new Sum(x, true, 0, 1).notation().numpy()).isEqualTo("np.sum({0}, axis=(0, 1), keepdims=True)");
    }

    /** NumPy pads around an array and not within it, and its cumulative sum goes forward and includes the element. */
    @Test
    void whatNumPyLacksIsWrittenInItsTerms() {
        Input x = Input.of("x", 2, 3);
        assertThat(numpy(x.pad(1, 2, 0))).isEqualTo("np.pad({0}, ((0, 0), (2, 0)))");
        assertThat(numpy(Input.of("v", 3).pad(0, 2, 0))).isEqualTo("np.pad({0}, ((2, 0),))");
        assertThat(numpy(x.pad(new int[2], new int[2], new int[] {0, 1})))
                .isEqualTo("np.pad(np.insert({0}, np.repeat(np.arange(1, 3), 1), 0, axis=1), ((0, 0), (0, 0)))");
        assertThat(numpy(Input.of("s").pad(new int[0], new int[0], new int[0]))).isEqualTo("{0}");
        assertThat(numpy(x.cumulativeSum(1))).isEqualTo("np.cumsum({0}, axis=1)");
        assertThat(numpy(x.cumulativeSum(1, false, true)))
                .isEqualTo("np.flip(np.cumsum(np.flip({0}, axis=1), axis=1), axis=1)");
        assertThat(numpy(x.cumulativeSum(1, true, false)))
                .isEqualTo("np.cumsum(np.insert({0}, 0, 0, axis=1), axis=1)[:, :-1]");
        assertThat(x.cumulativeSum(1, true, true).expression())
                .isEqualTo("cumulativeSum(x, axis 1, exclusive, reverse)");
        assertThat(numpy(x.flip(1))).isEqualTo("np.flip({0}, (1,))");
        assertThat(numpy(x.flip(0, 1))).isEqualTo("np.flip({0}, (0, 1))");
        assertThat(x.flip().expression()).isEqualTo("flip(x, axes none)");
    }

    private static String numpy(Node node) {
        return ((Op) node).notation().numpy();
    }

    @Test
    void eachChangeLeavesTheRest() {
        Notation notation = Notation.function("f")
                .arguments(List.of("axis 1"))
                .java("{0}.f()")
                .numpy("np.f({0})");
        assertThat(notation)
                .isEqualTo(new Notation(Form.FUNCTION, "f", List.of("axis 1"), Binding.ATOM, "{0}.f()", "np.f({0})"));
        assertThat(notation.text(List.of(new Fragment("a + b", Binding.SUM))))
                .isEqualTo(Fragment.atom("f(a + b, axis 1)"));
        assertThat(Notation.infix("⊕", Binding.SUM).text(List.of(Fragment.atom("a"), Fragment.atom("b"))))
                .isEqualTo(new Fragment("a ⊕ b", Binding.SUM));
        assertThat(Notation.prefix("¬").text(List.of(Fragment.atom("a")))).isEqualTo(new Fragment("¬a", Binding.SIGN));
        assertThat(Notation.postfix("!").text(List.of(Fragment.atom("a"))))
                .isEqualTo(new Fragment("a!", Binding.POWER));
    }
}
