package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.LongTensorLaw;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Sums of long tensors, whose rounding grows with their length. */
class LongTensorLawTest {
    /** The sum of numbers that cancel, plus something. */
    private static OpSpec sum(double more, double factor) {
        return OpSpec.unary(x -> Custom.of(
                        List.of(x),
                        in -> Shape.scalar(),
                        (self, in, out) -> out[0] = Arrays.stream(in[0]).sum() + more,
                        (self, u) -> List.of(
                                u.multiply(factor).broadcastTo(self.input(0).shape()))))
                .input("x", Dims.dims("n"), Values.any())
                .referenceTensor(
                        in -> Tensor.scalar(Arrays.stream(in.get(0).toArray()).sum()));
    }

    private static Optional<String> law(OpSpec spec, int length) {
        Tensor x = Tensor.generate(Shape.of(length), i -> i % 2 == 0 ? 1 : -1);
        Case where = Cases.of(spec, Tensor.scalar(1), x);
        return LongTensorLaw.check(where).map(Finding::what);
    }

    @Test
    void theRoundingOfManyTermsIsAllowedFor() {
        assertThat(law(sum(0, 1), 5000)).isEmpty();
        assertThat(law(sum(2e-12, 1), 5000)).isEmpty();
        assertThat(law(sum(2e-12, 1), 100)).contains("the value at its only element is wrong");
        assertThat(law(sum(1e-10, 1), 5000)).contains("the value at its only element is wrong");
        assertThat(law(sum(Double.NaN, 1), 5000)).contains("the value at its only element is wrong");
    }

    @Test
    void theGradientIsChecked() {
        assertThat(law(sum(0, 2), 5000))
                .contains("along a direction v of all inputs, ⟨Jᵀ·upstream, v⟩ is not ⟨upstream, J·v⟩");
        assertThat(law(sum(0, 1 + 1e-6), 5000)).isPresent();
    }

    @Test
    void shortTensorsAreOtherLaws() {
        assertThat(law(sum(1, 2), 64)).isEmpty();
        assertThat(law(sum(1, 2), 65)).isPresent();
    }

    @Test
    void anExcusedLawIsNotCheckedUnderAnotherName() {
        assertThat(law(sum(1, 1).without(Law.VALUE, "not now"), 100)).isEmpty();
        assertThat(law(sum(0, 2).without(Law.GRADIENT, "not now"), 100)).isEmpty();
        assertThat(law(sum(0, 2).without(Law.ADJOINT, "not now"), 100)).isEmpty();
    }

    /** Two times four values confirm a derivative that is right. */
    @Test
    void aRightOpIsComputedAFewTimes() {
        AtomicInteger calls = new AtomicInteger();
        OpSpec counted = OpSpec.unary(x -> Custom.like(
                        x,
                        (self, in, out) -> {
                            calls.incrementAndGet();
                            Arrays.setAll(out, i -> in[0][i] * in[0][i]);
                        },
                        (self, u) -> List.of(u.multiply(self.input(0)).multiply(2))))
                .input("x", Dims.dims("n"), Values.any())
                .without(Law.VALUE, "counted without it")
                .without(Law.DEPENDENCE, "counted without it");
        Tensor x = Tensor.generate(Shape.of(100), i -> 1 + i / 100.0);

        assertThat(LongTensorLaw.check(Cases.of(counted, x, x))).isEmpty();
        assertThat(calls).hasValueLessThan(20);
    }

    @Test
    void theDependenceIsChecked() {
        OpSpec claims = WrongSizes.neighbors().get(0).spec();
        Tensor x = Tensor.ones(Shape.of(65));

        assertThat(LongTensorLaw.check(Cases.of(claims, x, x)).map(Finding::what))
                .contains("dependence() says ELEMENTWISE, but the op changes at [64] with x[63]");
        assertThat(LongTensorLaw.check(Cases.of(claims.without(Law.DEPENDENCE, "not now"), x, x)))
                .isEmpty();
    }

    /** A 64th of 5,000 elements takes 3 ms already, so that 5,000 could take 12 s. */
    @Test
    void whatTakesTooLongIsLeftOut() {
        AtomicInteger calls = new AtomicInteger();
        OpSpec slow = OpSpec.unary(x -> Custom.like(
                        x,
                        (self, in, out) -> {
                            calls.incrementAndGet();
                            LockSupport.parkNanos(3_000_000);
                            Arrays.fill(out, 1);
                        },
                        (self, u) -> List.of(u)))
                .input("x", Dims.dims("n"), Values.any())
                .reference(x -> x);
        Tensor x = Tensor.zeros(5000);

        assertThat(LongTensorLaw.check(Cases.of(slow, x, x))).isEmpty();
        assertThat(calls).hasValue(3);
        assertThat(LongTensorLaw.check(Cases.of(slow, Tensor.zeros(100), Tensor.zeros(100))))
                .isPresent();
    }

    @Test
    void aMissingReferenceIsAFindingHereToo() {
        OpSpec none = OpSpec.unary(x -> Custom.like(
                        x, (self, in, out) -> System.arraycopy(in[0], 0, out, 0, out.length), (self, u) -> List.of(u)))
                .input("x", Dims.dims("n"), Values.any());
        Tensor x = Tensor.ones(Shape.of(100));

        assertThat(LongTensorLaw.check(Cases.of(none, x, x)).map(Finding::what))
                .hasValueSatisfying(what -> assertThat(what).startsWith("the spec has no reference for the value"));
        assertThat(LongTensorLaw.check(Cases.of(none.referenceTensor(in -> Tensor.scalar(1)), x, x))
                        .map(Finding::what))
                .hasValueSatisfying(what -> assertThat(what).startsWith("the reference has shape ()"));
    }
}
