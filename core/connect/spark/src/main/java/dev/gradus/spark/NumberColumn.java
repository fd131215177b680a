package dev.gradus.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A column whose cells are vectors, arrays of numbers, or numbers.
 *
 * @param param the parameter that names the column, for messages
 */
record NumberColumn(String param, String name) implements Serializable {
    /** @throws IllegalArgumentException if the schema has no such column, or one of another type */
    void check(StructType schema) {
        if (!Arrays.asList(schema.fieldNames()).contains(name)) {
            throw new IllegalArgumentException("Gradus: there is no column '" + name + "'; " + param
                    + " must be one of " + Arrays.toString(schema.fieldNames()));
        }
        DataType type = schema.apply(name).dataType();
        DataType numbers = type instanceof ArrayType array ? array.elementType() : type;
        if (!type.equals(SQLDataTypes.VectorType()) && !(numbers instanceof NumericType)) {
            throw new IllegalArgumentException("Gradus: the column '" + name + "' (" + param + ") has the type "
                    + type.simpleString() + ", but must be a vector, an array of numbers or a number. VectorAssembler"
                    + " combines several columns into a vector; StringIndexer turns texts into numbers");
        }
    }

    /** @throws IllegalArgumentException if the schema already has this column */
    StructType appendedTo(StructType schema, DataType type) {
        if (Arrays.asList(schema.fieldNames()).contains(name)) {
            throw new IllegalArgumentException(
                    "Gradus: there is already a column '" + name + "'; drop it, or give " + param + " another name");
        }
        return schema.add(new StructField(name, type, false, Metadata.empty()));
    }

    /** The column, even if its name contains dots. */
    Column inSql() {
        return functions.col("`" + name.replace("`", "``") + "`");
    }

    /**
     * Copies the numbers of one cell.
     *
     * @param width how many numbers there must be
     */
    void copy(Row row, int index, double[] to, int from, int width) {
        Object cell = row.get(index);
        if (cell instanceof Vector vector) {
            requireWidth(vector.size(), width);
            System.arraycopy(vector.toArray(), 0, to, from, width);
        } else if (cell instanceof Number number) {
            requireWidth(1, width);
            to[from] = number.doubleValue();
        } else {
            List<Object> numbers = cell == null ? List.of() : row.getList(index);
            if (cell == null || numbers.contains(null)) {
                throw new IllegalArgumentException("Gradus: the column '" + name + "' (" + param
                        + ") contains null. Drop such rows with na().drop(), or fill them with na().fill or Imputer");
            }
            requireWidth(numbers.size(), width);
            for (int i = 0; i < width; i++) {
                to[from + i] = ((Number) numbers.get(i)).doubleValue();
            }
        }
    }

    private void requireWidth(int actual, int expected) {
        if (actual != expected) {
            throw new IllegalArgumentException("Gradus: a row of the column '" + name + "' (" + param + ") has "
                    + actual + (actual == 1 ? " number" : " numbers") + ", but the network takes " + expected);
        }
    }
}
