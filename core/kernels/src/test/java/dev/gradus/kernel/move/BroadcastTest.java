package dev.gradus.kernel.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.EveryKernels;
import dev.gradus.kernel.KernelArbitraries;
import dev.gradus.kernel.KernelArbitraries.Operands;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Positions;
import dev.gradus.kernel.host.AvailableKernels;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/**
 * Compares with a loop over single indices: axes are aligned at the right, and the index along an axis of size 1 is 0.
 */
@Domain(KernelArbitraries.class)
class BroadcastTest {

    @Property
    void copyRepeatsElements(@ForAll Operands shapes) {
        double[] a = numbers(100, shapes.a());
        double[] out = dirty(shapes.target());
        Broadcast.to(shapes.target(), shapes.a()).copy(a, out);
        assertThat(out).isEqualTo(grown(a, shapes.a(), shapes.target()));
    }

    @Property
    void applyCombinesElementsAtTheSameIndex(@ForAll Operands shapes) {
        double[] a = numbers(100, shapes.a());
        double[] b = numbers(10_000, shapes.b());
        double[] out = dirty(shapes.target());
        Broadcast.to(shapes.target(), shapes.a(), shapes.b()).apply((left, right) -> 3 * left - right, a, b, out);
        double[] left = grown(a, shapes.a(), shapes.target());
        double[] right = grown(b, shapes.b(), shapes.target());
        assertThat(out)
                .isEqualTo(IntStream.range(0, out.length)
                        .mapToDouble(i -> 3 * left[i] - right[i])
                        .toArray());
    }

    @Property
    void selectChoosesElementByElement(@ForAll Operands shapes, @ForAll long seed) {
        double[] a = numbers(100, shapes.a());
        double[] b = numbers(10_000, shapes.b());
        double[] condition = new Random(seed)
                .ints(Positions.elements(shapes.c()), 0, 5)
                .mapToDouble(kind -> new double[] {0, -0.0, 1, -2, Double.NaN}[kind])
                .toArray();
        double[] out = dirty(shapes.target());
        Broadcast.to(shapes.target(), shapes.c(), shapes.a(), shapes.b())
                .select(AvailableKernels.scalar(), condition, a, b, out, 0, out.length);
        double[] chosen = grown(condition, shapes.c(), shapes.target());
        double[] left = grown(a, shapes.a(), shapes.target());
        double[] right = grown(b, shapes.b(), shapes.target());
        assertThat(out)
                .isEqualTo(IntStream.range(0, out.length)
                        .mapToDouble(i -> chosen[i] != 0 ? left[i] : right[i])
                        .toArray());
    }

    @Property
    void kernelsComputeTheSameInParts(@ForAll Operands shapes, @ForAll long seed) {
        double[] a = numbers(100, shapes.a());
        double[] b = numbers(10_000, shapes.b());
        double[] expected = dirty(shapes.target());
        Broadcast broadcast = Broadcast.to(shapes.target(), shapes.a(), shapes.b());
        broadcast.apply((left, right) -> left - right, a, b, expected);
        for (Kernels kernels : EveryKernels.list()) {
            double[] out = dirty(shapes.target());
            int middle = new Random(seed).nextInt(out.length + 1);
            broadcast.apply(kernels, BinaryFunction.SUBTRACT, a, b, out, 0, middle);
            broadcast.apply(kernels, BinaryFunction.SUBTRACT, a, b, out, middle, out.length);
            assertThat(out).isEqualTo(expected);
        }
    }

    private static double[] grown(double[] x, int[] sizes, int[] target) {
        double[] grown = new double[Positions.elements(target)];
        for (int i = 0; i < grown.length; i++) {
            int[] index = Positions.index(i, target);
            int[] own = new int[sizes.length];
            for (int axis = 0; axis < sizes.length; axis++) {
                own[axis] = sizes[axis] == 1 ? 0 : index[axis + target.length - sizes.length];
            }
            grown[i] = x[Positions.position(own, sizes)];
        }
        return grown;
    }

    /** Each element identifies its origin. */
    private static double[] numbers(int from, int[] sizes) {
        return IntStream.range(from, from + Positions.elements(sizes))
                .asDoubleStream()
                .toArray();
    }

    /** Elements that are not written remain visible. */
    private static double[] dirty(int[] sizes) {
        double[] out = new double[Positions.elements(sizes)];
        Arrays.fill(out, Double.NaN);
        return out;
    }
}
