/**
 * What people write where a quantity belongs, read without guessing: {@code 1,000}, {@code 5万},
 * {@code 红外线体温枪1200支}, {@code 护目镜1000; 防冲击眼罩 500}, {@code 若干}, {@code GB 19083-2010}, {@code 100-200}.
 */
@NullMarked
package dev.muster.exchange.quantity;

import org.jspecify.annotations.NullMarked;
