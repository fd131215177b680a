package dev.gradus.kernel;

import dev.gradus.kernel.reduce.AxisSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The order of summation exactly as the Javadoc of {@link AxisSums} states it. */
public final class DocumentedSum {
    private DocumentedSum() {}

    public static double of(double... x) {
        if (x.length > 4096) {
            int left = 4096;
            while (2 * left < x.length) {
                left *= 2;
            }
            return of(Arrays.copyOfRange(x, 0, left)) + of(Arrays.copyOfRange(x, left, x.length));
        }
        double[] lane = new double[8];
        for (int i = 0; i < x.length; i++) {
            lane[i % 8] += x[i];
        }
        return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
    }

    /** Returns the sums over the marked axes, whose groups are collected in row-major order. */
    public static double[] over(boolean[] summed, int[] sizes, double[] x) {
        int[] kept =
                IntStream.range(0, sizes.length).filter(axis -> !summed[axis]).toArray();
        int[] keptSizes = IntStream.of(kept).map(axis -> sizes[axis]).toArray();
        List<List<Double>> groups = new ArrayList<>();
        for (int i = 0; i < Positions.elements(keptSizes); i++) {
            groups.add(new ArrayList<>());
        }
        for (int i = 0; i < x.length; i++) {
            int[] index = Positions.index(i, sizes);
            int[] keptIndex = IntStream.of(kept).map(axis -> index[axis]).toArray();
            groups.get(Positions.position(keptIndex, keptSizes)).add(x[i]);
        }
        return groups.stream()
                .mapToDouble(group ->
                        of(group.stream().mapToDouble(Double::doubleValue).toArray()))
                .toArray();
    }
}
