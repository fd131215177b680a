package dev.gradus.benchmarks;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops written by hand with all functions inside, as nobody would like to write them: the limit for generated ones. They
 * work on whole vectors only.
 */
final class OnePass {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final DoubleVector ZERO = of(0);
    private static final DoubleVector HALF = of(0.5);
    private static final DoubleVector ONE = of(1);
    private static final DoubleVector TWO = of(2);
    private static final DoubleVector LEAST = of(-746);
    private static final DoubleVector GREATEST = of(710);
    private static final DoubleVector LOG2_E = of(0x1.71547652b82fep0);
    private static final DoubleVector LN2_HIGH = of(0x1.62e42fefa39efp-1);
    private static final DoubleVector LN2_LOW = of(0x1.abc9e3b39803fp-56);
    private static final DoubleVector ROUND = of(0x1.8p52 + 1023);
    private static final DoubleVector ROUND_WIDE = of(0x1.8p52 + 2046);
    private static final DoubleVector MINUS_TWO = of(-2);
    private static final DoubleVector TANH_GREATEST = of(20);
    private static final DoubleVector Q0 = of(0.5);
    private static final DoubleVector Q1 = of(0x1.5555555555501p-3);
    private static final DoubleVector Q2 = of(0x1.55555555531fep-5);
    private static final DoubleVector Q3 = of(0x1.11111111288d6p-7);
    private static final DoubleVector Q4 = of(0x1.6c16c17cc65d9p-10);
    private static final DoubleVector Q5 = of(0x1.a01a011c0b052p-13);
    private static final DoubleVector Q6 = of(0x1.a019ab223e373p-16);
    private static final DoubleVector Q7 = of(0x1.71df556315445p-19);
    private static final DoubleVector Q8 = of(0x1.289f96ad6f06ap-22);
    private static final DoubleVector Q9 = of(0x1.ad2005c6a1307p-26);

    private OnePass() {}

    private static DoubleVector of(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

    /** The value of Σ σ(a·b + c)·tanh(a) and its three gradients. */
    static double sumOfProducts(
            double[] a, double[] b, double[] c, double[] gradientOfA, double[] gradientOfB, double[] gradientOfC) {
        DoubleVector lanes = ZERO;
        for (int i = 0; i < a.length; i += LANES) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, a, i);
            DoubleVector y = DoubleVector.fromArray(SPECIES, b, i);
            DoubleVector z = x.mul(y).add(DoubleVector.fromArray(SPECIES, c, i));

            DoubleVector power = z.abs().neg();
            power = power.blend(LEAST, power.lt(LEAST));
            power = power.blend(GREATEST, power.compare(VectorOperators.GT, GREATEST));
            DoubleVector shifted = power.fma(LOG2_E, ROUND_WIDE);
            DoubleVector minusN = shifted.sub(ROUND_WIDE).neg();
            DoubleVector high = minusN.fma(LN2_HIGH, power);
            DoubleVector low = minusN.mul(LN2_LOW);
            DoubleVector r = high.add(low);
            DoubleVector square = r.mul(r);
            DoubleVector fourth = square.mul(square);
            DoubleVector lower = square.fma(r.fma(Q3, Q2), r.fma(Q1, Q0));
            DoubleVector upper = fourth.fma(r.fma(Q9, Q8), square.fma(r.fma(Q7, Q6), r.fma(Q5, Q4)));
            DoubleVector e = high.add(square.fma(fourth.fma(upper, lower), low)).add(ONE);
            LongVector bits = shifted.reinterpretAsLongs();
            LongVector half = bits.lanewise(VectorOperators.LSHR, 1);
            DoubleVector w = e.mul(half.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles())
                    .mul(bits.sub(half).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles());
            VectorMask<Double> negative = z.lt(ZERO);
            DoubleVector denominator = w.add(ONE);
            DoubleVector lost = w.sub(denominator.sub(ONE));
            DoubleVector numerator = ONE.blend(w, negative);
            DoubleVector q = numerator.div(denominator);
            DoubleVector remainder = q.neg().fma(denominator, numerator).sub(q.mul(lost));
            DoubleVector s = remainder.fma(q.blend(ONE.sub(q), negative), q);

            DoubleVector magnitude = x.abs();
            DoubleVector doubled = magnitude
                    .blend(TANH_GREATEST, magnitude.compare(VectorOperators.GT, TANH_GREATEST))
                    .mul(MINUS_TWO);
            shifted = doubled.fma(LOG2_E, ROUND);
            minusN = shifted.sub(ROUND).neg();
            high = minusN.fma(LN2_HIGH, doubled);
            low = minusN.mul(LN2_LOW);
            r = high.add(low);
            square = r.mul(r);
            fourth = square.mul(square);
            lower = square.fma(r.fma(Q3, Q2), r.fma(Q1, Q0));
            upper = fourth.fma(r.fma(Q9, Q8), square.fma(r.fma(Q7, Q6), r.fma(Q5, Q4)));
            DoubleVector scale = shifted.reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHL, 52)
                    .reinterpretAsDoubles();
            DoubleVector tail = scale.mul(square.fma(fourth.fma(upper, lower), low));
            DoubleVector head = scale.mul(high);
            DoubleVector difference = ONE.sub(scale);
            DoubleVector sum = difference.sub(head);
            numerator = sum.sub(tail);
            lost = ONE.sub(difference).sub(scale).add(difference.sub(sum).sub(head));
            DoubleVector numeratorLost = sum.sub(numerator).sub(tail).add(lost);
            denominator = TWO.sub(numerator);
            DoubleVector denominatorLost = TWO.sub(denominator).sub(numerator).sub(numeratorLost);
            q = numerator.div(denominator);
            remainder = q.neg().fma(denominator, numerator).add(numeratorLost.sub(q.mul(denominatorLost)));
            DoubleVector t = remainder
                    .fma(HALF.fma(q, HALF), q)
                    .reinterpretAsLongs()
                    .or(x.reinterpretAsLongs().and(Long.MIN_VALUE))
                    .reinterpretAsDoubles();

            lanes = lanes.add(s.mul(t));
            DoubleVector gradient = t.mul(s.mul(ONE.sub(s)));
            gradient.mul(y).add(s.mul(ONE.sub(t.mul(t)))).intoArray(gradientOfA, i);
            gradient.mul(x).intoArray(gradientOfB, i);
            gradient.intoArray(gradientOfC, i);
        }
        return lanes.reduceLanes(VectorOperators.ADD);
    }

    /** Eight cheap operations. */
    static void chain(double[] a, double[] b, double[] c, double[] out) {
        for (int i = 0; i < out.length; i++) {
            double x = (a[i] * b[i] + c[i]) * a[i] - b[i];
            out[i] = Math.abs((x * c[i] + a[i]) * b[i] - c[i]);
        }
    }
}
