package dev.gradus.kernel.loop;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Loads generated classes, with objects that are constants of their code. A class is dropped with its last object. */
final class ClassData {
    /** The JVM never compiles a larger method, in bytes. */
    static final int LARGEST_METHOD = 8000;

    private static final String THIS = "dev/gradus/kernel/loop/ClassData";
    private static final String LOOKUP = "java/lang/invoke/MethodHandles";

    private ClassData() {}

    /**
     * Adds a static field for an object that a class is loaded with; as a constant it can be compiled into the code.
     *
     * @param initializer the class's, which fetches the object
     * @param fetch the method of this class that finds it
     */
    static void addConstant(
            ClassFile file, MethodCode initializer, String field, String type, String fetch, int index) {
        file.addStaticField(field, type);
        initializer.invokeStatic(LOOKUP, "lookup", "()L" + LOOKUP + "$Lookup;");
        initializer.push(index);
        initializer.invokeStatic(THIS, fetch, "(L" + LOOKUP + "$Lookup;I)" + type);
        initializer.putStatic(file.name(), field, type);
    }

    static ScalarFormula formula(MethodHandles.Lookup ofClass, int index) throws IllegalAccessException {
        return MethodHandles.classDataAt(ofClass, ConstantDescs.DEFAULT_NAME, ScalarFormula.class, index);
    }

    static double[] array(MethodHandles.Lookup ofClass, int index) throws IllegalAccessException {
        return MethodHandles.classDataAt(ofClass, ConstantDescs.DEFAULT_NAME, double[].class, index);
    }

    /** An object of a new class that is loaded with these objects. */
    static <T> T load(byte[] bytes, Class<T> type, List<?> objects) {
        try {
            return type.cast(MethodHandles.lookup()
                    .defineHiddenClassWithClassData(bytes, objects, true)
                    .lookupClass()
                    .getConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("A generated class has no constructor", impossible);
        }
    }
}
