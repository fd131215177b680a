package dev.gradus.testkit.cases;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.domain.Domain;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Tensors that many ops treat as a special case: their variance, norm, product or rank is 0 or tiny. */
enum Degenerate {
    ALL_EQUAL,
    ALL_ZERO,
    /** Two zeros, or more if the tensor is large. */
    SOME_ZEROS,
    ONE_NOT_ZERO,
    TWO_VALUES,
    NEARLY_EQUAL,
    ALL_TINY;

    private static final double SMALLEST_EXPONENT = -20;

    static Degenerate draw(Random random) {
        return values()[random.nextInt(values().length)];
    }

    /** A tensor of this kind. Elements that would be outside the domain are ordinary ones. */
    Tensor tensor(Shape shape, Domain domain, Random random) {
        int n = shape.elements();
        if (n == 0) {
            return Tensor.zeros(shape);
        }
        double one = domain.drawSmooth(random);
        double other = domain.drawSmooth(random);
        int first = random.nextInt(n);
        int second = random.nextInt(n);
        double tiny = StrictMath.pow(10, SMALLEST_EXPONENT * random.nextDouble());
        IntToDoubleFunction element = switch (this) {
            case ALL_EQUAL -> i -> one;
            case ALL_ZERO -> i -> 0;
            case SOME_ZEROS -> i -> i == first || i == second || random.nextInt(8) == 0 ? 0 : domain.drawSmooth(random);
            case ONE_NOT_ZERO -> i -> i == first ? one : 0;
            case TWO_VALUES -> i -> random.nextBoolean() ? one : other;
            case NEARLY_EQUAL -> i -> one + Math.sqrt(tiny) * random.nextGaussian();
            case ALL_TINY -> i -> tiny * domain.drawSmooth(random);
        };
        return Tensor.generate(shape, i -> {
            double x = element.applyAsDouble(i);
            return domain.contains(x) ? x : domain.drawSmooth(random);
        });
    }
}
