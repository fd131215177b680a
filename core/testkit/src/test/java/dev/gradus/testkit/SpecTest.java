package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.MatMul;
import dev.gradus.node.Relu;
import dev.gradus.node.Sigmoid;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Draw;
import dev.gradus.testkit.domain.Text;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A spec that says too little, or nonsense, is refused. */
class SpecTest {
    private static final OpSpec SIGMOID = OpSpec.unary(Sigmoid::new).input("x", Dims.anyShape(), Values.any());

    @Test
    void aMissingReferenceIsAskedFor() {
        assertThat(Trial.of(SIGMOID, Law.VALUE, 1, 1).orElseThrow().report()).startsWith("""
                        Sigmoid breaks the law: the value equals the reference.
                        The spec has no reference for the value; add one, or exclude this law with without(Law.VALUE, why).
                        """);
    }

    /** One order in all specs: the reference reads the inputs that come before it. */
    @Test
    void anInputAfterTheReferenceIsRefused() {
        OpSpec referenced = SIGMOID.reference(x -> x);
        assertThatThrownBy(() -> referenced.input("y", Dims.anyShape(), Values.any()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("OpSpec: the input y comes after the reference; add all inputs before it");
        assertThatThrownBy(() -> referenced.inputWithoutDerivative("y", Dims.anyShape(), Values.any()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anUndeclaredKinkIsNamed() {
        OpSpec relu =
                OpSpec.unary(Relu::new).input("x", Dims.dims(), Values.any()).reference(x -> Math.max(x, 0));
        Case atZero = new CaseGenerator(relu.data(), Draw.SMOOTH)
                .next(new Random(1))
                .value()
                .withValue(0, Tensor.scalar(0));
        assertThatThrownBy(() -> Law.GRADIENT.check(atZero))
                .isInstanceOf(BrokenLawError.class)
                .asString()
                .contains("The value has a kink at x, which the spec's Values do not declare; add kinksAt(…)");
    }

    @Test
    void anOpThatCannotBeMadeIsReported() {
        OpSpec wrong = OpSpec.binary(MatMul::new)
                .input("a", Dims.dims("n", "2"), Values.any())
                .input("b", Dims.dims("3", "m"), Values.any());
        assertThat(Trial.of(wrong, Law.GRADIENT, 1, 1).orElseThrow().report())
                .contains("It cannot be constructed from inputs that its spec allows.")
                .contains("  ShapeException  MatMul: inner sizes differ: a (n=1, 2) @ b (3, m=1): 2 ≠ 3");
    }

    @Test
    void aLawThatDoesNotApplyIsNotChecked() {
        assertThat(Trial.of(SIGMOID.without(Law.VALUE, "there is nothing to compare with"), Law.VALUE, 10, 1))
                .isEmpty();
    }

    @Test
    void anOutputThatIsNotWrittenIsNamedWhateverLawItBreaks() {
        OpSpec adds = mutant("forward adds to its output").spec();
        assertThat(Trial.of(adds, Law.VALUE, 10, 1)
                        .orElseThrow()
                        .complete("again")
                        .report())
                .contains("likely cause  forward does not write its output at its only element, or reads");
    }

    @Test
    void whatWasDrawnBesideTheInputsIsReported() {
        OpSpec forgets = mutant("withInputs forgets the factor").spec();
        assertThat(Trial.of(forgets, Law.IDENTITY, 10, 1).orElseThrow().report())
                .containsPattern("\n  drawn +[2-5]\n");
    }

    private static Mutant mutant(String name) {
        return WrongManners.all().stream()
                .filter(mutant -> mutant.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void specsAreImmutable() {
        SIGMOID.reference(x -> 0);
        SIGMOID.input("y", Dims.anyShape(), Values.any());
        assertThat(SIGMOID.data().reference()).isEmpty();
        assertThat(SIGMOID.data().inputs()).hasSize(1);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> SIGMOID.size("n", 3, 2)).hasMessage("The size of n cannot be from 3 to 2");
        assertThatThrownBy(() -> Values.between(1, 1)).hasMessage("Values: no number lies between 1.0 and 1.0");
        assertThatThrownBy(() -> Dims.dims("*", "*")).hasMessageContaining("cannot stand there twice");
        for (String axis : List.of(" ", "", "-3", "2.5", "n m", "2n", "**", "9999999999")) {
            assertThatThrownBy(() -> Dims.dims("n", axis))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("dims[n, " + axis + "]: '" + axis + "' is not an axis; an axis is a symbol such as n or"
                            + " n_in, a size such as 3, or \"*\"");
        }
        Case drawn = new CaseGenerator(SIGMOID.data(), Draw.SMOOTH)
                .next(new Random(1))
                .value();
        assertThatThrownBy(() -> drawn.layout().size("q")).hasMessageStartingWith("No input has an axis 'q'");
        assertThatThrownBy(() -> drawn.layout().shape("y")).hasMessage("There is no input 'y'; there are [x]");
    }

    @Test
    void casesPrintTheirTensorsWithAllDigits() {
        assertThat(Text.compact(Tensor.of(new double[][] {{1, -0.0}, {0.1, 1e300}})))
                .isEqualTo("[[1, -0.0], [0.1, 1.0E300]]");
        assertThat(Text.compact(Tensor.zeros(Shape.of(0, 2)))).isEqualTo("[] of shape (0, 2)");
    }
}
