package dev.gradus.testkit.domain;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Stream;

/** The sets of tensors that come with the kit. Matrices are in the last two axes. */
public final class Spaces {
    private Spaces() {}

    /** Symmetric matrices: the mean of x and its transpose. */
    public static final class Symmetric implements Space {
        @Override
        public Tensor onto(Tensor x) {
            return Matrices.map(x, Matrices::symmetric);
        }

        @Override
        public double[] pulledBack(Tensor x, double[] gradient) {
            return onto(Tensor.of(x.shape(), gradient)).toArray();
        }

        @Override
        public Stream<Tensor> simplest(Shape shape) {
            return Stream.of(Tensor.ones(shape));
        }
    }

    /** Symmetric positive definite matrices. Any other matrix is mapped to one whose elements are no larger. */
    public static final class Definite implements Space {
        @Override
        public Tensor onto(Tensor x) {
            return Matrices.map(x, a -> {
                double[][] mean = Matrices.symmetric(a);
                return Matrices.leastPivot(mean) > 0 ? mean : definite(mean);
            });
        }

        /** a·aᵀ plus a multiple of the unit matrix. */
        private static double[][] definite(double[][] a) {
            int n = a.length;
            double largest = Matrices.largest(a) > 0 ? Matrices.largest(a) : 1;
            double[][] part = Matrices.generate(n, (i, j) -> a[i][j] / largest);
            double[][] square = Matrices.multiply(part, part);
            return Matrices.generate(n, (i, j) -> largest * (0.8 * square[i][j] / n + (i == j ? 0.2 : 0)));
        }

        @Override
        public double[] pulledBack(Tensor x, double[] gradient) {
            return Matrices.map(Tensor.of(x.shape(), gradient), Matrices::symmetric)
                    .toArray();
        }

        @Override
        public Stream<Tensor> simplest(Shape shape) {
            return Stream.of(
                    all(shape, (i, j) -> i == j ? 1 : 0),
                    all(shape, (i, j) -> i == j ? 2 : 1),
                    all(shape, (i, j) -> i == j ? i + 1 : 0));
        }
    }

    /** Triangular matrices: the other elements are 0. */
    public record Triangular(boolean lower) implements Space {
        @Override
        public Tensor onto(Tensor x) {
            return Matrices.map(x, a -> Matrices.generate(a.length, (i, j) -> (lower ? i >= j : i <= j) ? a[i][j] : 0));
        }

        @Override
        public double[] pulledBack(Tensor x, double[] gradient) {
            return onto(Tensor.of(x.shape(), gradient)).toArray();
        }

        @Override
        public boolean isFixed(Shape shape, int position) {
            int n = Matrices.size(shape);
            int i = position / n % n;
            int j = position % n;
            return lower ? i < j : i > j;
        }

        @Override
        public Stream<Tensor> simplest(Shape shape) {
            return Stream.of(onto(Tensor.ones(shape)));
        }
    }

    /**
     * Orthogonal matrices. The one nearest to x is the limit of 3/2 x − 1/2 x·xᵀ·x (Newton and Schulz). If x is far
     * from orthogonal, its rows are made orthonormal first.
     */
    public static final class Orthogonal implements Space {
        private static final int ITERATIONS = 9;
        private static final double NEAR = 0.8;
        private static final double REACH = 0.25;

        @Override
        public Tensor onto(Tensor x) {
            return Matrices.map(x, a -> nearest(isNear(a) ? a : Matrices.gramSchmidt(a)));
        }

        private static boolean isNear(double[][] a) {
            double[][] square = Matrices.multiply(a, Matrices.transpose(a));
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                for (int j = 0; j < a.length; j++) {
                    double off = square[i][j] - (i == j ? 1 : 0);
                    sum += off * off;
                }
            }
            return sum <= NEAR * NEAR;
        }

        private static double[][] nearest(double[][] a) {
            double[][] q = a;
            for (int k = 0; k < ITERATIONS; k++) {
                double[][] now = q;
                double[][] cube = Matrices.multiply(Matrices.multiply(q, Matrices.transpose(q)), q);
                q = Matrices.generate(a.length, (i, j) -> 1.5 * now[i][j] - 0.5 * cube[i][j]);
            }
            return q;
        }

        /** The part q·(qᵀg − gᵀq)/2 along which q stays orthogonal. */
        @Override
        public double[] pulledBack(Tensor x, double[] gradient) {
            return Matrices.map(x, Tensor.of(x.shape(), gradient), (q, g) -> {
                        double[][] product = Matrices.multiply(Matrices.transpose(q), g);
                        double[][] turn = Matrices.generate(q.length, (i, j) -> product[i][j] / 2 - product[j][i] / 2);
                        return Matrices.multiply(q, turn);
                    })
                    .toArray();
        }

        @Override
        public double reach() {
            return REACH;
        }

        /** The unit matrix, a reflection, and rotations by a right angle and by the angle of the triangle 3, 4, 5. */
        @Override
        public Stream<Tensor> simplest(Shape shape) {
            return Stream.of(
                    all(shape, (i, j) -> i == j ? 1 : 0),
                    all(shape, (i, j) -> i == j ? (i == 0 ? -1 : 1) : 0),
                    rotation(shape, 0, 1),
                    rotation(shape, 0.6, 0.8));
        }

        private static Tensor rotation(Shape shape, double cos, double sin) {
            int n = Matrices.size(shape);
            return all(shape, (i, j) -> {
                boolean turned = i / 2 == j / 2 && i / 2 * 2 + 1 < n;
                return i == j ? (turned ? cos : 1) : turned ? (i > j ? sin : -sin) : 0;
            });
        }
    }

    /**
     * Tensors with given sums along the last axis. The missing amount is distributed equally, or in proportion to the
     * elements if they must not be negative.
     */
    public record RowsSum(double sum, boolean inProportion) implements Space {
        @Override
        public Tensor onto(Tensor x) {
            double[] sums = sums(x.shape(), x.toArray());
            int n = x.shape().size(-1);
            double[] elements = x.toArray();
            return Tensor.generate(
                    x.shape(),
                    i -> inProportion ? elements[i] / sums[i / n] * sum : elements[i] + (sum - sums[i / n]) / n);
        }

        private static double[] sums(Shape shape, double[] elements) {
            if (shape.rank() == 0) {
                throw new IllegalArgumentException("rowsSumTo needs an axis to sum along, but an input is a scalar");
            }
            int n = shape.size(-1);
            double[] sums = new double[n == 0 ? 0 : elements.length / n];
            for (int i = 0; i < elements.length; i++) {
                sums[i / n] += elements[i];
            }
            return sums;
        }

        @Override
        public double[] pulledBack(Tensor x, double[] gradient) {
            int n = x.shape().size(-1);
            double[] elements = x.toArray();
            double[] weighted = new double[gradient.length];
            Arrays.setAll(weighted, i -> gradient[i] * (inProportion ? elements[i] / sum : 1.0 / n));
            double[] means = sums(x.shape(), weighted);
            double[] result = gradient.clone();
            Arrays.setAll(result, i -> gradient[i] - means[i / n]);
            return result;
        }

        @Override
        public Stream<Tensor> simplest(Shape shape) {
            return Stream.of(onto(Tensor.ones(shape)));
        }
    }

    private static Tensor all(Shape shape, Matrices.Element element) {
        return Matrices.map(Tensor.zeros(shape), a -> Matrices.generate(a.length, element));
    }
}
