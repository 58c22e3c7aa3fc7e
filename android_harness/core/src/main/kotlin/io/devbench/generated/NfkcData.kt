// Made by `python android_harness/core/src/main/python/make_nfkc_data.py`.
package io.devbench.generated

/** Unicode 14.0.0, in numbers to base 36. */
internal object NfkcData {
    /** Characters: gap, length, form KD. */
    const val DECOMPOSITIONS = """
4g 1 w 7 2 w lk 1 1 2p 4 2 w lg 2 1 1e 0 1 1f 0 2 w ld 0 1 qk 2 2 w mf 0 1 1d 0 1 33 1 3 1d 6dg 1g 0 3 1d 6dg 1e 0 3
1f 6dg 1g 1 2 1t lc 0 2 1t ld 0 2 1t le 0 2 1t lf 0 2 1t lk 0 2 1t lm 1 2 1v mf 0 2 1x lc 0 2 1x ld 0 2 1x le 0 2 1x
lk 0 2 21 lc 0 2 21 ld 0 2 21 le 0 2 21 lk 1 2 26 lf 0 2 27 lc 0 2 27 ld 0 2 27 le 0 2 27 lf 0 2 27 lk 2 2 2d lc 0 2
2d ld 0 2 2d le 0 2 2d lk 0 2 2h ld 2 2 2p lc 0 2 2p ld 0 2 2p le 0 2 2p lf 0 2 2p lk 0 2 2p lm 1 2 2r mf 0 2 2t lc 0
2 2t ld 0 2 2t le 0 2 2t lk 0 2 2x lc 0 2 2x ld 0 2 2x le 0 2 2x lk 1 2 32 lf 0 2 33 lc 0 2 33 ld 0 2 33 le 0 2 33 lf
0 2 33 lk 2 2 39 lc 0 2 39 ld 0 2 39 le 0 2 39 lk 0 2 3d ld 1 2 3d lk 0 2 1t lg 0 2 2p lg 0 2 1t li 0 2 2p li 0 2 1t
mg 0 2 2p mg 0 2 1v ld 0 2 2r ld 0 2 1v le 0 2 2r le 0 2 1v lj 0 2 2r lj 0 2 1v lo 0 2 2r lo 0 2 1w lo 0 2 2s lo 2 2
1x lg 0 2 2t lg 0 2 1x li 0 2 2t li 0 2 1x lj 0 2 2t lj 0 2 1x mg 0 2 2t mg 0 2 1x lo 0 2 2t lo 0 2 1z le 0 2 2v le 0
2 1z li 0 2 2v li 0 2 1z lj 0 2 2v lj 0 2 1z mf 0 2 2v mf 0 2 20 le 0 2 2w le 2 2 21 lf 0 2 2x lf 0 2 21 lg 0 2 2x lg
0 2 21 li 0 2 2x li 0 2 21 mg 0 2 2x mg 0 2 21 lj 1 2 21 22 0 2 2x 2y 0 2 22 le 0 2 2y le 0 2 23 mf 0 2 2z mf 1 2 24
ld 0 2 30 ld 0 2 24 mf 0 2 30 mf 0 2 24 lo 0 2 30 lo 0 2 24 53 0 2 30 53 2 2 26 ld 0 2 32 ld 0 2 26 mf 0 2 32 mf 0 2
26 lo 0 2 32 lo 0 2 jg 32 2 2 27 lg 0 2 33 lg 0 2 27 li 0 2 33 li 0 2 27 ln 0 2 33 ln 2 2 2a ld 0 2 36 ld 0 2 2a mf 0
2 36 mf 0 2 2a lo 0 2 36 lo 0 2 2b ld 0 2 37 ld 0 2 2b le 0 2 37 le 0 2 2b mf 0 2 37 mf 0 2 2b lo 0 2 37 lo 0 2 2c mf
0 2 38 mf 0 2 2c lo 0 2 38 lo 2 2 2d lf 0 2 39 lf 0 2 2d lg 0 2 39 lg 0 2 2d li 0 2 39 li 0 2 2d lm 0 2 39 lm 0 2 2d
ln 0 2 39 ln 0 2 2d mg 0 2 39 mg 0 2 2f le 0 2 3b le 0 2 2h le 0 2 3d le 0 2 2h lk 0 2 2i ld 0 2 3e ld 0 2 2i lj 0 2
3e lj 0 2 2i lo 0 2 3e lo 0 1 37 w 2 27 m3 0 2 33 m3 d 2 2d m3 0 2 39 m3 j 3 1w 2i lo 0 3 1w 3e lo 0 3 2s 3e lo 0 2 24
22 0 2 24 2y 0 2 30 2y 0 2 26 22 0 2 26 2y 0 2 32 2y 0 2 1t lo 0 2 2p lo 0 2 21 lo 0 2 2x lo 0 2 27 lo 0 2 33 lo 0 2
2d lo 0 2 39 lo 0 3 2d lk lg 0 3 39 lk lg 0 3 2d lk ld 0 3 39 lk ld 0 3 2d lk lo 0 3 39 lk lo 0 3 2d lk lc 0 3 39 lk
lc 1 3 1t lk lg 0 3 2p lk lg 0 3 1t lj lg 0 3 2p lj lg 0 2 5i lg 0 2 6e lg 2 2 1z lo 0 2 2v lo 0 2 23 lo 0 2 2z lo 0 2
27 mg 0 2 33 mg 0 3 27 mg lg 0 3 33 mg lg 0 2 c7 lo 0 2 ia lo 0 2 2y lo 0 2 1w 2i 0 2 1w 3e 0 2 2s 3e 0 2 1z ld 0 2 2v
ld 2 2 26 lc 0 2 32 lc 0 3 1t lm ld 0 3 2p lm ld 0 2 5i ld 0 2 6e ld 0 2 60 ld 0 2 6w ld 0 2 1t lr 0 2 2p lr 0 2 1t lt
0 2 2p lt 0 2 1x lr 0 2 2t lr 0 2 1x lt 0 2 2t lt 0 2 21 lr 0 2 2x lr 0 2 21 lt 0 2 2x lt 0 2 27 lr 0 2 33 lr 0 2 27
lt 0 2 33 lt 0 2 2a lr 0 2 36 lr 0 2 2a lt 0 2 36 lt 0 2 2d lr 0 2 39 lr 0 2 2d lt 0 2 39 lt 0 2 2b me 0 2 37 me 0 2
2c me 0 2 38 me 2 2 20 lo 0 2 2w lo 6 2 1t lj 0 2 2p lj 0 2 1x mf 0 2 2t mf 0 3 27 lk lg 0 3 33 lk lg 0 3 27 lf lg 0 3
33 lf lg 0 2 27 lj 0 2 33 lj 0 3 27 lj lg 0 3 33 lj lg 0 2 2h lg 0 2 3d lg 3g 1 2w 0 1 h2 0 1 2y 0 1 36 0 1 hl 0 1 hn
0 1 ht 0 1 3b 0 1 3d v 2 w li 0 2 w lj 0 2 w lm 0 2 w mg 0 2 w lf 0 2 w ln 2 1 gz 0 1 30 0 1 37 0 1 3c 0 1 id 2j 1 lc
0 1 ld 1 1 lv 0 2 lk ld 1b 1 jd 5 2 w n9 3 1 1n 5 2 w ld 0 3 w lk ld 0 2 pd ld 0 1 53 0 2 ph ld 0 2 pj ld 0 2 pl ld 1
2 pr ld 1 2 px ld 0 2 q1 ld 0 3 qh lk ld p 2 pl lk 0 2 px lk 0 2 q9 ld 0 2 qd ld 0 2 qf ld 0 2 qh ld 0 3 qt lk ld p 2
qh lk 0 2 qt lk 0 2 qn ld 0 2 qt ld 0 2 qx ld 1 1 qa 0 1 qg 0 1 px 0 2 px ld 0 2 px lk 0 1 qu 0 1 qo p 1 qi 0 1 qp 0 1
qq 1 1 pk 0 1 qd 3 1 pv 6 2 t1 lc 0 2 t1 lk 1 2 sz ld 3 2 sm lk 4 2 t6 ld 0 2 t4 lc 0 2 tf li a 2 t4 li v 2 u0 li m 2
tx lc 0 2 tx lk 1 2 tv ld 3 2 uu lk 4 2 u2 ld 0 2 u0 lc 0 2 ub li n 2 vo lr 0 2 vp lr 21 2 t2 li 0 2 ty li d 2 sw li 0
2 ts li 0 2 sw lk 0 2 ts lk 2 2 t1 li 0 2 tx li 2 2 yg lk 0 2 yh lk 0 2 t2 lk 0 2 ty lk 0 2 t3 lk 0 2 tz lk 2 2 t4 lg
0 2 u0 lg 0 2 t4 lk 0 2 u0 lk 0 2 ta lk 0 2 u6 lk 2 2 yw lk 0 2 yx lk 0 2 tp lk 0 2 ul lk 0 2 tf lg 0 2 ub lg 0 2 tf
lk 0 2 ub lk 0 2 tf ln 0 2 ub ln 0 2 tj lk 0 2 uf lk 2 2 tn lk 0 2 uj lk 3x 2 12d 136 4a 2 17r 18z 0 2 17r 190 0 2 18o
190 0 2 17r 191 0 2 18q 190 26 2 17r 19w 0 2 18o 19w 0 2 1c7 19w 0 2 18q 19w 1z 2 1cl 190 1 2 1c1 190 g 2 1ci 190 gl 2
1t4 1to 7 2 1tc 1to 2 2 1tf 1to z 2 1sl 1to 0 2 1sm 1to 0 2 1sn 1to 0 2 1ss 1to 0 2 1sx 1to 0 2 1sy 1to 0 2 1t7 1to 0
2 1tb 1to 2z 2 1xj 1xa 0 2 1xj 1xz f 2 1wh 1x8 0 2 1wi 1x8 1 2 1wv 1x8 2b 2 20i 20s 2 2 20o 20s y 2 1zq 20s 0 2 1zr
20s 0 2 1zw 20s 2 2 20b 20s 6h 2 287 28m 2 2 287 27y 0 2 287 28n f 2 275 27w 0 2 276 27w 1i 2 2aa 2c7 1h 2 2bq 2bi 0 2
2br 2bi 0 2 2bq 2c7 3f 2 2fa 2fq 3b 2 2in 2j9 6 2 2iu 2j9 0 2 2iu 2ja 1 2 2iu 2iq 0 3 2iu 2iq 2j9 3i 2 2me 2m6 0 2 2mf
2m6 0 2 2me 2mv 3x 2 2qh 2q2 1 2 2qh 2q7 0 3 2qh 2q7 2q2 0 2 2qh 2qn 2c 2 2tp 2sy 3j 2 2x9 2wi 14 2 2wb 2vt 0 2 2wb
2w1 1a 1 2yz 1i 2 30i 33r 9 2 30s 33r 4 2 30x 33r 4 2 312 33r 4 2 317 33r c 2 30g 33p 9 2 31t 31u 1 2 31t 31w 0 2 33m
328 0 3 33m 31t 328 0 2 33n 328 0 3 33n 31t 328 7 2 31t 328 h 2 32q 33r 9 2 330 33r 4 2 335 33r 4 2 33a 33r 4 2 33f
33r c 2 32o 33p 30 2 36t 372 5x 1 3bw 1zd 2 5c5 5dh 1 2 5c7 5dh 1 2 5c9 5dh 1 2 5cb 5dh 1 2 5cd 5dh 3 2 5ch 5dh 14 2
5dm 5dh 1 2 5do 5dh 2 2 5dq 5dh 0 2 5dr 5dh 1 2 5du 5dh dk 1 1t 0 1 5i 0 1 1u 1 1 1w 0 1 1x 0 1 b2 0 1 1z 0 1 20 0 1
21 0 1 22 0 1 23 0 1 24 0 1 25 0 1 26 1 1 27 0 1 f6 0 1 28 0 1 2a 0 1 2c 0 1 2d 0 1 2f 0 1 2p 0 1 gg 0 1 gh 0 1 5qa 0
1 2q 0 1 2s 0 1 2t 0 1 gp 0 1 gr 0 1 gs 0 1 2v 1 1 2z 0 1 31 0 1 97 0 1 33 0 1 gk 0 1 5qu 0 1 5qv 0 1 34 0 1 38 0 1 39
0 1 5r1 0 1 hb 0 1 3a 0 1 5r9 0 1 qa 0 1 qb 0 1 qc 0 1 qu 0 1 qv 0 1 2x 0 1 36 0 1 39 0 1 3a 0 1 qa 0 1 qb 0 1 qp 0 1
qu 0 1 qv d 1 u5 y 1 gi 0 1 2r 0 1 gl 0 1 6o 0 1 gs 0 1 2u 0 1 gv 0 1 gx 0 1 h1 0 1 h4 0 1 h5 0 1 h6 0 1 5tn 0 1 il 0
1 h9 0 1 5tx 0 1 in 0 1 hd 0 1 hc 0 1 he 0 1 hf 0 1 hg 0 1 hh 0 1 hk 0 1 hu 0 1 hv 0 1 bv 0 1 i1 0 1 i2 0 1 5r0 0 1 i3
0 1 i4 0 1 3e 0 1 i8 0 1 i9 0 1 ia 0 1 qg 1s 2 1t md 0 2 2p md 0 2 1u lj 0 2 2q lj 0 2 1u mb 0 2 2q mb 0 2 1u mp 0 2
2q mp 0 3 1v mf ld 0 3 2r mf ld 0 2 1w lj 0 2 2s lj 0 2 1w mb 0 2 2s mb 0 2 1w mp 0 2 2s mp 0 2 1w mf 0 2 2s mf 0 2 1w
ml 0 2 2s ml 0 3 1x lg lc 0 3 2t lg lc 0 3 1x lg ld 0 3 2t lg ld 0 2 1x ml 0 2 2t ml 0 2 1x mo 0 2 2t mo 0 3 1x mf li
0 3 2t mf li 0 2 1y lj 0 2 2u lj 0 2 1z lg 0 2 2v lg 0 2 20 lj 0 2 2w lj 0 2 20 mb 0 2 2w mb 0 2 20 lk 0 2 2w lk 0 2
20 mf 0 2 2w mf 0 2 20 mm 0 2 2w mm 0 2 21 mo 0 2 2x mo 0 3 21 lk ld 0 3 2x lk ld 0 2 23 ld 0 2 2z ld 0 2 23 mb 0 2 2z
mb 0 2 23 mp 0 2 2z mp 0 2 24 mb 0 2 30 mb 0 3 24 mb lg 0 3 30 mb lg 0 2 24 mp 0 2 30 mp 0 2 24 ml 0 2 30 ml 0 2 25 ld
0 2 31 ld 0 2 25 lj 0 2 31 lj 0 2 25 mb 0 2 31 mb 0 2 26 lj 0 2 32 lj 0 2 26 mb 0 2 32 mb 0 2 26 mp 0 2 32 mp 0 2 26
ml 0 2 32 ml 0 3 27 lf ld 0 3 33 lf ld 0 3 27 lf lk 0 3 33 lf lk 0 3 27 lg lc 0 3 33 lg lc 0 3 27 lg ld 0 3 33 lg ld 0
2 28 ld 0 2 34 ld 0 2 28 lj 0 2 34 lj 0 2 2a lj 0 2 36 lj 0 2 2a mb 0 2 36 mb 0 3 2a mb lg 0 3 36 mb lg 0 2 2a mp 0 2
36 mp 0 2 2b lj 0 2 37 lj 0 2 2b mb 0 2 37 mb 0 3 2b ld lj 0 3 37 ld lj 0 3 2b lo lj 0 3 37 lo lj 0 3 2b mb lj 0 3 37
mb lj 0 2 2c lj 0 2 38 lj 0 2 2c mb 0 2 38 mb 0 2 2c mp 0 2 38 mp 0 2 2c ml 0 2 38 ml 0 2 2d mc 0 2 39 mc 0 2 2d mo 0
2 39 mo 0 2 2d ml 0 2 39 ml 0 3 2d lf ld 0 3 39 lf ld 0 3 2d lg lk 0 3 39 lg lk 0 2 2e lf 0 2 3a lf 0 2 2e mb 0 2 3a
mb 0 2 2f lc 0 2 3b lc 0 2 2f ld 0 2 3b ld 0 2 2f lk 0 2 3b lk 0 2 2f lj 0 2 3b lj 0 2 2f mb 0 2 3b mb 0 2 2g lj 0 2
3c lj 0 2 2g lk 0 2 3c lk 0 2 2h lj 0 2 3d lj 0 2 2i le 0 2 3e le 0 2 2i mb 0 2 3e mb 0 2 2i mp 0 2 3e mp 0 2 2w mp 0
2 38 lk 0 2 3b lm 0 2 3d lm 0 2 2p ji 0 2 37 lj 4 2 1t mb 0 2 2p mb 0 2 1t ll 0 2 2p ll 0 3 1t le ld 0 3 2p le ld 0 3
1t le lc 0 3 2p le lc 0 3 1t le ll 0 3 2p le ll 0 3 1t le lf 0 3 2p le lf 0 3 1t mb le 0 3 2p mb le 0 3 1t li ld 0 3
2p li ld 0 3 1t li lc 0 3 2p li lc 0 3 1t li ll 0 3 2p li ll 0 3 1t li lf 0 3 2p li lf 0 3 1t mb li 0 3 2p mb li 0 2
1x mb 0 2 2t mb 0 2 1x ll 0 2 2t ll 0 2 1x lf 0 2 2t lf 0 3 1x le ld 0 3 2t le ld 0 3 1x le lc 0 3 2t le lc 0 3 1x le
ll 0 3 2t le ll 0 3 1x le lf 0 3 2t le lf 0 3 1x mb le 0 3 2t mb le 0 2 21 ll 0 2 2x ll 0 2 21 mb 0 2 2x mb 0 2 27 mb
0 2 33 mb 0 2 27 ll 0 2 33 ll 0 3 27 le ld 0 3 33 le ld 0 3 27 le lc 0 3 33 le lc 0 3 27 le ll 0 3 33 le ll 0 3 27 le
lf 0 3 33 le lf 0 3 27 mb le 0 3 33 mb le 0 3 27 m3 ld 0 3 33 m3 ld 0 3 27 m3 lc 0 3 33 m3 lc 0 3 27 m3 ll 0 3 33 m3
ll 0 3 27 m3 lf 0 3 33 m3 lf 0 3 27 m3 mb 0 3 33 m3 mb 0 2 2d mb 0 2 39 mb 0 2 2d ll 0 2 39 ll 0 3 2d m3 ld 0 3 39 m3
ld 0 3 2d m3 lc 0 3 39 m3 lc 0 3 2d m3 ll 0 3 39 m3 ll 0 3 2d m3 lf 0 3 39 m3 lf 0 3 2d m3 mb 0 3 39 m3 mb 0 2 2h lc 0
2 3d lc 0 2 2h mb 0 2 3d mb 0 2 2h ll 0 2 3d ll 0 2 2h lf 0 2 3d lf 6 2 q9 lv 0 2 q9 lw 0 3 q9 lv lc 0 3 q9 lw lc 0 3
q9 lv ld 0 3 q9 lw ld 0 3 q9 lv n6 0 3 q9 lw n6 0 2 pd lv 0 2 pd lw 0 3 pd lv lc 0 3 pd lw lc 0 3 pd lv ld 0 3 pd lw
ld 0 3 pd lv n6 0 3 pd lw n6 0 2 qd lv 0 2 qd lw 0 3 qd lv lc 0 3 qd lw lc 0 3 qd lv ld 0 3 qd lw ld 2 2 ph lv 0 2 ph
lw 0 3 ph lv lc 0 3 ph lw lc 0 3 ph lv ld 0 3 ph lw ld 2 2 qf lv 0 2 qf lw 0 3 qf lv lc 0 3 qf lw lc 0 3 qf lv ld 0 3
qf lw ld 0 3 qf lv n6 0 3 qf lw n6 0 2 pj lv 0 2 pj lw 0 3 pj lv lc 0 3 pj lw lc 0 3 pj lv ld 0 3 pj lw ld 0 3 pj lv
n6 0 3 pj lw n6 0 2 qh lv 0 2 qh lw 0 3 qh lv lc 0 3 qh lw lc 0 3 qh lv ld 0 3 qh lw ld 0 3 qh lv n6 0 3 qh lw n6 0 2
pl lv 0 2 pl lw 0 3 pl lv lc 0 3 pl lw lc 0 3 pl lv ld 0 3 pl lw ld 0 3 pl lv n6 0 3 pl lw n6 0 2 qn lv 0 2 qn lw 0 3
qn lv lc 0 3 qn lw lc 0 3 qn lv ld 0 3 qn lw ld 2 2 pr lv 0 2 pr lw 0 3 pr lv lc 0 3 pr lw lc 0 3 pr lv ld 0 3 pr lw
ld 2 2 qt lv 0 2 qt lw 0 3 qt lv lc 0 3 qt lw lc 0 3 qt lv ld 0 3 qt lw ld 0 3 qt lv n6 0 3 qt lw n6 1 2 px lw 1 3 px
lw lc 1 3 px lw ld 1 3 px lw n6 0 2 qx lv 0 2 qx lw 0 3 qx lv lc 0 3 qx lw lc 0 3 qx lv ld 0 3 qx lw ld 0 3 qx lv n6 0
3 qx lw n6 0 2 q1 lv 0 2 q1 lw 0 3 q1 lv lc 0 3 q1 lw lc 0 3 q1 lv ld 0 3 q1 lw ld 0 3 q1 lv n6 0 3 q1 lw n6 0 2 q9 lc
0 2 q9 ld 0 2 qd lc 0 2 qd ld 0 2 qf lc 0 2 qf ld 0 2 qh lc 0 2 qh ld 0 2 qn lc 0 2 qn ld 0 2 qt lc 0 2 qt ld 0 2 qx
lc 0 2 qx ld 2 3 q9 lv n9 0 3 q9 lw n9 0 4 q9 lv lc n9 0 4 q9 lw lc n9 0 4 q9 lv ld n9 0 4 q9 lw ld n9 0 4 q9 lv n6 n9
0 4 q9 lw n6 n9 0 3 pd lv n9 0 3 pd lw n9 0 4 pd lv lc n9 0 4 pd lw lc n9 0 4 pd lv ld n9 0 4 pd lw ld n9 0 4 pd lv n6
n9 0 4 pd lw n6 n9 0 3 qf lv n9 0 3 qf lw n9 0 4 qf lv lc n9 0 4 qf lw lc n9 0 4 qf lv ld n9 0 4 qf lw ld n9 0 4 qf lv
n6 n9 0 4 qf lw n6 n9 0 3 pj lv n9 0 3 pj lw n9 0 4 pj lv lc n9 0 4 pj lw lc n9 0 4 pj lv ld n9 0 4 pj lw ld n9 0 4 pj
lv n6 n9 0 4 pj lw n6 n9 0 3 qx lv n9 0 3 qx lw n9 0 4 qx lv lc n9 0 4 qx lw lc n9 0 4 qx lv ld n9 0 4 qx lw ld n9 0 4
qx lv n6 n9 0 4 qx lw n6 n9 0 3 q1 lv n9 0 3 q1 lw n9 0 4 q1 lv lc n9 0 4 q1 lw lc n9 0 4 q1 lv ld n9 0 4 q1 lw ld n9
0 4 q1 lv n6 n9 0 4 q1 lw n6 n9 0 2 q9 li 0 2 q9 lg 0 3 q9 lc n9 0 2 q9 n9 0 3 q9 ld n9 1 2 q9 n6 0 3 q9 n6 n9 0 2 pd
li 0 2 pd lg 0 2 pd lc 0 2 pd ld 0 2 pd n9 0 2 w lv 0 1 qh 0 2 w lv 0 2 w n6 0 3 w lk n6 0 3 qf lc n9 0 2 qf n9 0 3 qf
ld n9 1 2 qf n6 0 3 qf n6 n9 0 2 ph lc 0 2 ph ld 0 2 pj lc 0 2 pj ld 0 2 pj n9 0 3 w lv lc 0 3 w lv ld 0 3 w lv n6 0 2
qh li 0 2 qh lg 0 3 qh lk lc 0 3 qh lk ld 2 2 qh n6 0 3 qh lk n6 0 2 pl li 0 2 pl lg 0 2 pl lc 0 2 pl ld 1 3 w lw lc 0
3 w lw ld 0 3 w lw n6 0 2 qt li 0 2 qt lg 0 3 qt lk lc 0 3 qt lk ld 0 2 qp lv 0 2 qp lw 0 2 qt n6 0 3 qt lk n6 0 2 px
li 0 2 px lg 0 2 px lc 0 2 px ld 0 2 pt lw 0 3 w lk lc 0 3 w lk ld 0 1 2o 2 3 qx lc n9 0 2 qx n9 0 3 qx ld n9 1 2 qx
n6 0 3 qx n6 n9 0 2 pr lc 0 2 pr ld 0 2 q1 lc 0 2 q1 ld 0 2 q1 n9 0 2 w ld 0 2 w lw 1 1 w 0 1 w 0 1 w 0 1 w 0 1 w 0 1
w 0 1 w 0 1 w 0 1 w 0 1 w 0 1 w 6 1 6c0 5 2 w mr c 1 1a 0 2 1a 1a 0 3 1a 1a 1a 8 1 w 3 2 6cy 6cy 0 3 6cy 6cy 6cy 1 2
6d1 6d1 0 3 6d1 6d1 6d1 4 2 x x 1 2 w lh 8 2 1r 1r 0 2 1r x 0 2 x 1r d 4 6cy 6cy 6cy 6cy 7 1 w g 1 1c 0 1 2x 2 1 1g 0
1 1h 0 1 1i 0 1 1j 0 1 1k 0 1 1l 0 1 17 0 1 6qa 0 1 1p 0 1 14 0 1 15 0 1 32 0 1 1c 0 1 1d 0 1 1e 0 1 1f 0 1 1g 0 1 1h
0 1 1i 0 1 1j 0 1 1k 0 1 1l 0 1 17 0 1 6qa 0 1 1p 0 1 14 0 1 15 1 1 2p 0 1 2t 0 1 33 0 1 3c 0 1 gp 0 1 2w 0 1 2z 0 1
30 0 1 31 0 1 32 0 1 34 0 1 37 0 1 38 b 2 2a 37 2f 3 2p 1b 2r 0 3 2p 1b 37 0 1 1v 0 2 4w 1v 1 3 2r 1b 33 0 3 2r 1b 39
0 1 b4 1 2 4w 1y 0 1 2v 0 1 20 0 1 20 0 1 20 0 1 2w 0 1 87 0 1 21 0 1 21 0 1 24 0 1 30 1 1 26 0 2 26 33 2 1 28 0 1 29
0 1 2a 0 1 2a 0 1 2a 2 2 2b 25 0 3 2c 1x 24 0 2 2c 25 1 1 2i 1 1 q1 1 1 2i 1 1 23 0 2 1t lm 0 1 1u 0 1 1v 1 1 2t 0 1
1x 0 1 1y 1 1 25 0 1 33 0 1 15c 0 1 15d 0 1 15e 0 1 15f 0 1 2x 1 3 1y 1t 2g 0 1 qo 0 1 qb 0 1 pf 0 1 ps 0 1 6q9 4 1 1w
0 1 2s 0 1 2t 0 1 2x 0 1 2y 6 3 1d 6dg 1j 0 3 1d 6dg 1l 0 4 1d 6dg 1d 1c 0 3 1d 6dg 1f 0 3 1e 6dg 1f 0 3 1d 6dg 1h 0 3
1e 6dg 1h 0 3 1f 6dg 1h 0 3 1g 6dg 1h 0 3 1d 6dg 1i 0 3 1h 6dg 1i 0 3 1d 6dg 1k 0 3 1f 6dg 1k 0 3 1h 6dg 1k 0 3 1j 6dg
1k 0 2 1d 6dg 0 1 21 0 2 21 21 0 3 21 21 21 0 2 21 2e 0 1 2e 0 2 2e 21 0 3 2e 21 21 0 4 2e 21 21 21 0 2 21 2g 0 1 2g 0
2 2g 21 0 3 2g 21 21 0 1 24 0 1 1v 0 1 1w 0 1 25 0 1 2x 0 2 2x 2x 0 3 2x 2x 2x 0 2 2x 3a 0 1 3a 0 2 3a 2x 0 3 3a 2x 2x
0 4 3a 2x 2x 2x 0 2 2x 3c 0 1 3c 0 2 3c 2x 0 3 3c 2x 2x 0 1 30 0 1 2r 0 1 2s 0 1 31 9 3 1c 6dg 1f g 2 6mo mw 0 2 6mq
mw i 2 6ms mw u 2 6og mw 0 2 6ok mw 0 2 6oi mw 1g 2 6pv mw 4 2 6q0 mw 2 2 6q3 mw n 2 6qr mw 1 2 6qt mw 5 2 6qz 6qz 0 3
6qz 6qz 6qz 1 2 6r2 6r2 0 3 6r2 6r2 6r2 g 2 6rg mw 2 2 6rn mw 2 2 6rp mw 1 2 6rs mw m 2 1p mw 1 2 6sh mw a 2 6rx mw 0
2 1o mw 0 2 1q mw 0 2 6sk mw 0 2 6sl mw 2 2 6sy mw 0 2 6sz mw 2 2 6t2 mw 0 2 6t3 mw 6 2 6t6 mw 0 2 6t7 mw 2 2 6te mw 0
2 6tf mw 2 2 6ti mw 0 2 6tj mw y 2 6ua mw 0 2 6ug mw 0 2 6uh mw 0 2 6uj mw 1c 2 6t8 mw 0 2 6t9 mw 0 2 6tt mw 0 2 6tu
mw 6 2 6uq mw 0 2 6ur mw 0 2 6us mw 0 2 6ut mw 1n 1 9hk 0 1 9hl 8l 1 1d 0 1 1e 0 1 1f 0 1 1g 0 1 1h 0 1 1i 0 1 1j 0 1
1k 0 1 1l 0 2 1d 1c 0 2 1d 1d 0 2 1d 1e 0 2 1d 1f 0 2 1d 1g 0 2 1d 1h 0 2 1d 1i 0 2 1d 1j 0 2 1d 1k 0 2 1d 1l 0 2 1e
1c 0 3 14 1d 15 0 3 14 1e 15 0 3 14 1f 15 0 3 14 1g 15 0 3 14 1h 15 0 3 14 1i 15 0 3 14 1j 15 0 3 14 1k 15 0 3 14 1l
15 0 4 14 1d 1c 15 0 4 14 1d 1d 15 0 4 14 1d 1e 15 0 4 14 1d 1f 15 0 4 14 1d 1g 15 0 4 14 1d 1h 15 0 4 14 1d 1i 15 0 4
14 1d 1j 15 0 4 14 1d 1k 15 0 4 14 1d 1l 15 0 4 14 1e 1c 15 0 2 1d 1a 0 2 1e 1a 0 2 1f 1a 0 2 1g 1a 0 2 1h 1a 0 2 1i
1a 0 2 1j 1a 0 2 1k 1a 0 2 1l 1a 0 3 1d 1c 1a 0 3 1d 1d 1a 0 3 1d 1e 1a 0 3 1d 1f 1a 0 3 1d 1g 1a 0 3 1d 1h 1a 0 3 1d
1i 1a 0 3 1d 1j 1a 0 3 1d 1k 1a 0 3 1d 1l 1a 0 3 1e 1c 1a 0 3 14 2p 15 0 3 14 2q 15 0 3 14 2r 15 0 3 14 2s 15 0 3 14
2t 15 0 3 14 2u 15 0 3 14 2v 15 0 3 14 2w 15 0 3 14 2x 15 0 3 14 2y 15 0 3 14 2z 15 0 3 14 30 15 0 3 14 31 15 0 3 14
32 15 0 3 14 33 15 0 3 14 34 15 0 3 14 35 15 0 3 14 36 15 0 3 14 37 15 0 3 14 38 15 0 3 14 39 15 0 3 14 3a 15 0 3 14
3b 15 0 3 14 3c 15 0 3 14 3d 15 0 3 14 3e 15 0 1 1t 0 1 1u 0 1 1v 0 1 1w 0 1 1x 0 1 1y 0 1 1z 0 1 20 0 1 21 0 1 22 0 1
23 0 1 24 0 1 25 0 1 26 0 1 27 0 1 28 0 1 29 0 1 2a 0 1 2b 0 1 2c 0 1 2d 0 1 2e 0 1 2f 0 1 2g 0 1 2h 0 1 2i 0 1 2p 0 1
2q 0 1 2r 0 1 2s 0 1 2t 0 1 2u 0 1 2v 0 1 2w 0 1 2x 0 1 2y 0 1 2z 0 1 30 0 1 31 0 1 32 0 1 33 0 1 34 0 1 35 0 1 36 0 1
37 0 1 38 0 1 39 0 1 3a 0 1 3b 0 1 3c 0 1 3d 0 1 3e 0 1 1c 10h 4 6qz 6qz 6qz 6qz 2v 3 1m 1m 1p 0 2 1p 1p 0 3 1p 1p 1p
2t 2 8gt mw bj 1 2y 0 1 2e 6p 1 8yp 8f 1 lal 2b 1 vj3 c 1 feo 0 1 ffs 0 1 fg6 0 1 fgf 0 1 fh5 0 1 fid 0 1 fik 0 1 fj4
0 1 fju 0 1 g1r 0 1 g2t 0 1 g2z 0 1 g3m 0 1 g46 0 1 g4r 0 1 g68 0 1 g6t 0 1 g74 0 1 gbf 0 1 ge1 0 1 get 0 1 gey 0 1
gfs 0 1 gg1 0 1 ggs 0 1 gh5 0 1 ghu 0 1 gja 0 1 gjs 0 1 gkj 0 1 h5j 0 1 h7j 0 1 hkb 0 1 hky 0 1 hl6 0 1 hlh 0 1 hlz 0
1 ho3 0 1 i1c 0 1 i2o 0 1 i60 0 1 i6n 0 1 i76 0 1 i7s 0 1 i9a 0 1 i9d 0 1 ijf 0 1 ijp 0 1 ik1 0 1 ike 0 1 inm 0 1 inu
0 1 inz 0 1 ir8 0 1 iri 0 1 irv 0 1 is3 0 1 its 0 1 iu9 0 1 iur 0 1 iwz 0 1 jd4 0 1 jee 0 1 jez 0 1 jzj 0 1 jzo 0 1
k1z 0 1 k2f 0 1 k2s 0 1 k3d 0 1 k4g 0 1 k4l 0 1 kc0 0 1 kco 0 1 kdk 0 1 l5s 0 1 l7m 0 1 l89 0 1 l9v 0 1 laj 0 1 las 0
1 laz 0 1 lcf 0 1 lck 0 1 ldg 0 1 m7f 0 1 mju 0 1 mk6 0 1 mkb 0 1 mkf 0 1 mkn 0 1 ml5 0 1 ml7 0 1 mng 0 1 mtg 0 1 mtl
0 1 n30 0 1 n3a 0 1 n4o 0 1 n4v 0 1 n54 0 1 n5c 0 1 n7v 0 1 n82 0 1 nee 0 1 nel 0 1 nfy 0 1 ngf 0 1 nhq 0 1 nob 0 1
noi 0 1 noz 0 1 ny2 0 1 o1k 0 1 o1q 0 1 o6s 0 1 o97 0 1 oah 0 1 okz 0 1 ooo 0 1 p4m 0 1 p5d 0 1 p6y 0 1 p8d 0 1 pa9 0
1 pak 0 1 paq 0 1 pbn 0 1 pdr 0 1 pe1 0 1 pnn 0 1 pnu 0 1 po3 0 1 poc 0 1 pos 0 1 pp7 0 1 ppb 0 1 pri 0 1 prm 0 1 prs
0 1 qj1 0 1 qjv 0 1 qww 0 1 qx8 0 1 qxv 0 1 r5q 0 1 r63 0 1 r82 0 1 r9c 0 1 rp3 0 1 rpi 0 1 rpx 0 1 rqw 0 1 rrx 0 1
rxg 0 1 rxs 0 1 rzn 0 1 s6j 0 1 s7e 0 1 sd7 0 1 sds 0 1 sdx 0 1 sk1 0 1 sp5 0 1 ssm 0 1 sss 0 1 ssx 0 1 tiv 0 1 tj4 0
1 tng 0 1 trq 0 1 trt 0 1 tt4 0 1 tw1 0 1 twe 0 1 twi 0 1 twp 0 1 tzf 0 1 u0d 0 1 u0j 0 1 u0x 0 1 u5k 0 1 u6z 0 1 u73
0 1 uc6 0 1 uc9 0 1 ucs 0 1 ujs 0 1 ul4 0 1 ulb 0 1 un9 0 1 unj 0 1 unm 0 1 unw 0 1 uoq 0 1 uzp 0 1 vat 0 1 vb3 0 1
vc5 0 1 vcr 0 1 vcz 0 1 vd9 0 1 vdd 0 1 veh 0 1 vel 0 1 vf2 0 1 vf7 0 1 vfk 0 1 vgb 0 1 vgq 0 1 vgy 0 1 vil 0 1 vj0 0
1 vj4 16 1 w 1h 1 9hu 1 1 gg1 0 1 gg4 0 1 gg5 h 2 9jf 9ll 1 2 9jh 9ll 1 2 9jj 9ll 1 2 9jl 9ll 1 2 9jn 9ll 1 2 9jp 9ll
1 2 9jr 9ll 1 2 9jt 9ll 1 2 9jv 9ll 1 2 9jx 9ll 1 2 9jz 9ll 1 2 9k1 9ll 2 2 9k4 9ll 1 2 9k6 9ll 1 2 9k8 9ll 6 2 9kf
9ll 0 2 9kf 9lm 1 2 9ki 9ll 0 2 9ki 9lm 1 2 9kl 9ll 0 2 9kl 9lm 1 2 9ko 9ll 0 2 9ko 9lm 1 2 9kr 9ll 0 2 9kr 9lm m 2
9ja 9ll 6 2 w 9ll 0 2 w 9lm 1 2 9lp 9ll 0 2 9l4 9l6 c 2 9m3 9ll 1 2 9m5 9ll 1 2 9m7 9ll 1 2 9m9 9ll 1 2 9mb 9ll 1 2
9md 9ll 1 2 9mf 9ll 1 2 9mh 9ll 1 2 9mj 9ll 1 2 9ml 9ll 1 2 9mn 9ll 1 2 9mp 9ll 2 2 9ms 9ll 1 2 9mu 9ll 1 2 9mw 9ll 6
2 9n3 9ll 0 2 9n3 9lm 1 2 9n6 9ll 0 2 9n6 9lm 1 2 9n9 9ll 0 2 9n9 9lm 1 2 9nc 9ll 0 2 9nc 9lm 1 2 9nf 9ll 0 2 9nf 9lm
m 2 9ly 9ll 2 2 9nz 9ll 0 2 9o0 9ll 0 2 9o1 9ll 0 2 9o2 9ll 3 2 9od 9ll 0 2 9mb 9mw 1d 1 3cw 0 1 3cx 0 1 3hm 0 1 3cy 0
1 3ho 0 1 3hp 0 1 3cz 0 1 3d0 0 1 3d1 0 1 3hs 0 1 3ht 0 1 3hu 0 1 3hv 0 1 3hw 0 1 3hx 0 1 3dm 0 1 3d2 0 1 3d3 0 1 3d4
0 1 3dt 0 1 3d5 0 1 3d6 0 1 3d7 0 1 3d8 0 1 3d9 0 1 3da 0 1 3db 0 1 3dc 0 1 3dd 0 1 3de 0 1 3fl 0 1 3fm 0 1 3fn 0 1
3fo 0 1 3fp 0 1 3fq 0 1 3fr 0 1 3fs 0 1 3ft 0 1 3fu 0 1 3fv 0 1 3fw 0 1 3fx 0 1 3fy 0 1 3fz 0 1 3g0 0 1 3g1 0 1 3g2 0
1 3g3 0 1 3g4 0 1 3g5 0 1 3fk 0 1 3dg 0 1 3dh 0 1 3if 0 1 3ig 0 1 3ik 0 1 3im 0 1 3ir 0 1 3iv 0 1 3ix 0 1 3do 0 1 3j1
0 1 3j3 0 1 3dp 0 1 3dq 0 1 3ds 0 1 3du 0 1 3dv 0 1 3dz 0 1 3e1 0 1 3e3 0 1 3e4 0 1 3e5 0 1 3e6 0 1 3e7 0 1 3ea 0 1
3ee 0 1 3eo 0 1 3ev 0 1 3f0 0 1 3jl 0 1 3jm 0 1 3fb 0 1 3fc 0 1 3fd 0 1 3gk 0 1 3gl 0 1 3go 0 1 3gx 0 1 3gy 0 1 3h0 0
1 3ha 0 1 3hd 3 1 feo 0 1 fik 0 1 fex 0 1 h5n 0 1 fey 0 1 ffx 0 1 fez 0 1 n5e 0 1 fh5 0 1 ffd 0 1 fep 0 1 hm1 0 1 h80
0 1 fju 2o 3 14 3cw 15 0 3 14 3cy 15 0 3 14 3cz 15 0 3 14 3d1 15 0 3 14 3d2 15 0 3 14 3d3 15 0 3 14 3d5 15 0 3 14 3d7
15 0 3 14 3d8 15 0 3 14 3da 15 0 3 14 3db 15 0 3 14 3dc 15 0 3 14 3dd 15 0 3 14 3de 15 0 4 14 3cw 3fl 15 0 4 14 3cy
3fl 15 0 4 14 3cz 3fl 15 0 4 14 3d1 3fl 15 0 4 14 3d2 3fl 15 0 4 14 3d3 3fl 15 0 4 14 3d5 3fl 15 0 4 14 3d7 3fl 15 0 4
14 3d8 3fl 15 0 4 14 3da 3fl 15 0 4 14 3db 3fl 15 0 4 14 3dc 3fl 15 0 4 14 3dd 3fl 15 0 4 14 3de 3fl 15 0 4 14 3d8 3fy
15 0 7 14 3d7 3ft 3d8 3fp 3hn 15 0 6 14 3d7 3ft 3de 3fy 15 1 3 14 feo 15 0 3 14 fik 15 0 3 14 fex 15 0 3 14 h5n 15 0 3
14 fis 15 0 3 14 g31 15 0 3 14 fer 15 0 3 14 g2z 15 0 3 14 fh9 15 0 3 14 gg1 15 0 3 14 kco 15 0 3 14 m7f 15 0 3 14 ldg
15 0 3 14 kdk 15 0 3 14 ssx 15 0 3 14 h7j 15 0 3 14 k4l 15 0 3 14 kkq 15 0 3 14 kcp 15 0 3 14 ny6 15 0 3 14 glp 15 0 3
14 mm1 15 0 3 14 rs1 15 0 3 14 nz1 15 0 3 14 gc4 15 0 3 14 fkz 15 0 3 14 gos 15 0 3 14 i1y 15 0 3 14 nhf 15 0 3 14 flt
15 0 3 14 rt3 15 0 3 14 ggk 15 0 3 14 nzh 15 0 3 14 fm9 15 0 3 14 pnu 15 0 3 14 po3 15 0 1 gun 0 1 inw 0 1 k1z 0 1 oen
8 3 28 2c 1x 0 2 1e 1d 0 2 1e 1e 0 2 1e 1f 0 2 1e 1g 0 2 1e 1h 0 2 1e 1i 0 2 1e 1j 0 2 1e 1k 0 2 1e 1l 0 2 1f 1c 0 2
1f 1d 0 2 1f 1e 0 2 1f 1f 0 2 1f 1g 0 2 1f 1h 0 1 3cw 0 1 3cy 0 1 3cz 0 1 3d1 0 1 3d2 0 1 3d3 0 1 3d5 0 1 3d7 0 1 3d8
0 1 3da 0 1 3db 0 1 3dc 0 1 3dd 0 1 3de 0 2 3cw 3fl 0 2 3cy 3fl 0 2 3cz 3fl 0 2 3d1 3fl 0 2 3d2 3fl 0 2 3d3 3fl 0 2
3d5 3fl 0 2 3d7 3fl 0 2 3d8 3fl 0 2 3da 3fl 0 2 3db 3fl 0 2 3dc 3fl 0 2 3dd 3fl 0 2 3de 3fl 0 5 3da 3fl 3hz 3cw 3ft 0
4 3d8 3fy 3d7 3g4 0 2 3d7 3fy 1 1 feo 0 1 fik 0 1 fex 0 1 h5n 0 1 fis 0 1 g31 0 1 fer 0 1 g2z 0 1 fh9 0 1 gg1 0 1 kco
0 1 m7f 0 1 ldg 0 1 kdk 0 1 ssx 0 1 h7j 0 1 k4l 0 1 kkq 0 1 kcp 0 1 ny6 0 1 glp 0 1 mm1 0 1 rs1 0 1 nz1 0 1 gc4 0 1
o2g 0 1 n5j 0 1 ho3 0 1 six 0 1 g16 0 1 ghc 0 1 lig 0 1 u11 0 1 fm9 0 1 g49 0 1 l7n 0 1 fey 0 1 ffx 0 1 fez 0 1 ijq 0
1 gkz 0 1 gfv 0 1 i3b 0 1 i1y 0 1 nhf 0 1 flt 0 1 rt3 0 1 ggk 0 1 hlo 0 2 1f 1i 0 2 1f 1j 0 2 1f 1k 0 2 1f 1l 0 2 1g
1c 0 2 1g 1d 0 2 1g 1e 0 2 1g 1f 0 2 1g 1g 0 2 1g 1h 0 2 1g 1i 0 2 1g 1j 0 2 1g 1k 0 2 1g 1l 0 2 1h 1c 0 2 1d kco 0 2
1e kco 0 2 1f kco 0 2 1g kco 0 2 1h kco 0 2 1i kco 0 2 1j kco 0 2 1k kco 0 2 1l kco 0 3 1d 1c kco 0 3 1d 1d kco 0 3 1d
1e kco 0 2 20 2v 0 3 2t 36 2v 0 2 2t 2e 0 3 24 2c 1w 0 1 9lu 0 1 9lw 0 1 9ly 0 1 9m0 0 1 9m2 0 1 9m3 0 1 9m5 0 1 9m7 0
1 9m9 0 1 9mb 0 1 9md 0 1 9mf 0 1 9mh 0 1 9mj 0 1 9ml 0 1 9mn 0 1 9mp 0 1 9ms 0 1 9mu 0 1 9mw 0 1 9my 0 1 9mz 0 1 9n0
0 1 9n1 0 1 9n2 0 1 9n3 0 1 9n6 0 1 9n9 0 1 9nc 0 1 9nf 0 1 9ni 0 1 9nj 0 1 9nk 0 1 9nl 0 1 9nm 0 1 9no 0 1 9nq 0 1
9ns 0 1 9nt 0 1 9nu 0 1 9nv 0 1 9nw 0 1 9nx 0 1 9nz 0 1 9o0 0 1 9o1 0 1 9o2 0 2 fl0 gp8 0 5 9lu 9n3 9lm 9oc 9mw 0 4
9lu 9nv 9n9 9lt 0 5 9lu 9o3 9nc 9lm 9lu 0 3 9lu 9oc 9nv 0 5 9lw 9mz 9o3 9m7 9ll 0 3 9lw 9o3 9mp 0 3 9ly 9m1 9o3 0 6
9m0 9mh 9m7 9oc 9mw 9ll 0 4 9m0 9oc 9m3 9oc 0 3 9m2 9o3 9mh 0 3 9m2 9oc 9nk 0 3 9m3 9lw 9nu 0 4 9m3 9nt 9mr 9mw 0 4
9m3 9nx 9nu 9oc 0 4 9m3 9ll 9nx 9o3 0 4 9m3 9ll 9o3 9ni 0 4 9m5 9ll 9m3 9ll 0 4 9m5 9ll 9mz 9oc 0 4 9m5 9np 9nu 9oc 0
6 9m5 9ll 9nv 9mn 9ll 9oc 0 2 9m5 9nx 0 6 9m5 9nx 9m7 9ll 9nt 9nk 0 6 9m5 9nx 9nl 9oc 9mw 9nv 0 5 9m5 9nx 9nz 9mr 9mw
0 4 9m7 9ll 9nt 9nk 0 6 9m7 9ll 9nt 9nk 9mw 9o3 0 6 9m7 9nv 9mj 9ll 9lw 9nx 0 4 9m7 9nx 9oc 9n1 0 3 9m9 9oc 9mh 0 3
9mb 9nv 9my 0 4 9mb 9oc 9nf 9lm 0 4 9md 9lw 9m7 9nv 0 5 9md 9o3 9mp 9oc 9nk 0 5 9mf 9nu 9o3 9m7 9ll 0 3 9mj 9o3 9mp 0
3 9mj 9o3 9mw 0 4 9mn 9ll 9oc 9mh 0 3 9mu 9ll 9mf 0 3 9mw 9ll 9nv 0 2 9mw 9o3 0 2 9my 9n2 0 3 9n2 9mr 9mw 0 3 9n3 9lw
9ms 0 6 9n3 9lm 9oc 9mj 9o3 9mw 0 4 9n3 9lm 9oc 9ms 0 5 9n3 9ll 9oc 9nw 9nv 0 6 9n6 9lm 9lu 9mh 9mw 9nv 0 4 9n6 9lm
9m7 9nv 0 3 9n6 9lm 9mb 0 3 9n6 9ll 9nv 0 6 9n9 9lt 9nt 9mr 9mw 9ll 0 4 9n9 9lv 9oc 9mw 0 6 9n9 9ll 9mr 9mf 9lz 9nv 0
3 9n9 9nt 9o3 0 5 9nc 9m7 9mn 9oc 9nv 0 3 9nc 9lm 9ml 0 4 9nc 9lm 9mz 9n6 0 3 9nc 9nv 9ms 0 4 9nc 9lm 9o3 9mh 0 5 9nc
9lm 9oc 9mf 9ll 0 4 9nc 9ll 9oc 9mn 0 5 9nf 9lm 9lw 9o3 9mw 0 4 9nf 9ll 9nv 9mw 0 2 9nf 9o3 0 5 9nf 9lm 9o3 9mw 9ll 0
3 9nf 9oc 9nv 0 3 9nf 9oc 9o3 0 4 9ni 9lw 9m7 9nx 0 3 9ni 9lw 9nv 0 3 9ni 9mr 9n3 0 3 9ni 9nv 9m7 0 5 9ni 9o3 9mf 9nr
9o3 0 4 9nj 9m7 9nx 9o3 0 2 9nj 9nu 0 6 9nj 9nu 9n3 9ll 9oc 9nv 0 3 9nl 9m3 9ll 0 5 9nl 9m3 9ll 9mw 9o3 0 4 9nl 9oc
9mw 9nv 0 4 9no 9oc 9mw 9ll 0 3 9no 9oc 9nv 0 3 9nq 9lu 9o3 0 4 9nu 9mr 9mw 9nv 0 2 9nu 9nt 0 4 9nv 9n6 9lm 9oc 0 5
9nv 9oc 9n9 9ll 9nv 0 2 9nw 9nk 0 6 9nw 9o3 9mw 9m9 9ll 9o3 0 3 9nz 9mr 9mw 0 2 1c m9l 0 2 1d m9l 0 2 1e m9l 0 2 1f
m9l 0 2 1g m9l 0 2 1h m9l 0 2 1i m9l 0 2 1j m9l 0 2 1k m9l 0 2 1l m9l 0 3 1d 1c m9l 0 3 1d 1d m9l 0 3 1d 1e m9l 0 3 1d
1f m9l 0 3 1d 1g m9l 0 3 1d 1h m9l 0 3 1d 1i m9l 0 3 1d 1j m9l 0 3 1d 1k m9l 0 3 1d 1l m9l 0 3 1e 1c m9l 0 3 1e 1d m9l
0 3 1e 1e m9l 0 3 1e 1f m9l 0 3 1e 1g m9l 0 3 2w 28 2p 0 2 2s 2p 0 2 1t 2d 0 3 2q 2p 36 0 2 33 2e 0 2 34 2r 0 2 2s 31
0 3 2s 31 1e 0 3 2s 31 1f 0 2 21 2d 0 2 inn jdc 0 2 k6l gp8 0 2 hlz l7n 0 2 k5q lh7 0 4 kkq irz fmi ny6 0 2 34 1t 0 2
32 1t 0 2 qk 1t 0 2 31 1t 0 2 2z 1t 0 2 23 1u 0 2 25 1u 0 2 1z 1u 0 3 2r 2p 30 0 4 2z 2r 2p 30 0 2 34 1y 0 2 32 1y 0 2
qk 1y 0 2 qk 2v 0 2 31 2v 0 2 2z 2v 0 2 20 3e 0 3 2z 20 3e 0 3 25 20 3e 0 3 1z 20 3e 0 3 2c 20 3e 0 2 qk 30 0 2 31 30
0 2 2s 30 0 2 2z 30 0 2 2u 31 0 2 32 31 0 2 qk 31 0 2 31 31 0 2 2r 31 0 2 2z 31 0 3 31 31 1e 0 3 2r 31 1e 0 2 31 1e 0
3 2z 31 1e 0 3 31 31 1f 0 3 2r 31 1f 0 2 31 1f 0 3 2z 31 1f 0 3 31 6qd 37 0 4 31 6qd 37 1e 0 2 28 2p 0 3 2z 28 2p 0 3
25 28 2p 0 3 1z 28 2p 0 3 36 2p 2s 0 5 36 2p 2s 6qd 37 0 6 36 2p 2s 6qd 37 1e 0 2 34 37 0 2 32 37 0 2 qk 37 0 2 31 37
0 2 34 2e 0 2 32 2e 0 2 qk 2e 0 2 31 2e 0 2 2z 2e 0 2 25 2e 0 2 34 2f 0 2 32 2f 0 2 qk 2f 0 2 31 2f 0 2 2z 2f 0 2 25
2f 0 2 2z q1 0 2 25 q1 0 4 2p 1a 31 1a 0 2 1u 35 0 2 2r 2r 0 2 2r 2s 0 4 1v 6qd 2z 2v 0 3 1v 33 1a 0 2 2s 1u 0 2 1z 3d
0 2 2w 2p 0 2 20 28 0 2 2x 32 0 2 23 23 0 2 23 25 0 2 2z 38 0 2 30 31 0 2 30 32 0 3 30 33 2v 0 2 30 3c 0 2 31 2q 0 3
31 2x 30 0 3 31 33 30 0 2 28 20 0 4 34 1a 31 1a 0 3 28 28 25 0 2 28 2a 0 2 37 36 0 2 2b 3a 0 2 2f 2q 0 3 2e 6qd 31 0 3
1t 6qd 31 0 2 1d k4l 0 2 1e k4l 0 2 1f k4l 0 2 1g k4l 0 2 1h k4l 0 2 1i k4l 0 2 1j k4l 0 2 1k k4l 0 2 1l k4l 0 3 1d 1c
k4l 0 3 1d 1d k4l 0 3 1d 1e k4l 0 3 1d 1f k4l 0 3 1d 1g k4l 0 3 1d 1h k4l 0 3 1d 1i k4l 0 3 1d 1j k4l 0 3 1d 1k k4l 0
3 1d 1l k4l 0 3 1e 1c k4l 0 3 1e 1d k4l 0 3 1e 1e k4l 0 3 1e 1f k4l 0 3 1e 1g k4l 0 3 1e 1h k4l 0 3 1e 1i k4l 0 3 1e
1j k4l 0 3 1e 1k k4l 0 3 1e 1l k4l 0 3 1f 1c k4l 0 3 1f 1d k4l 0 3 2v 2p 30 mn0 1 ui 0 1 uk 5u 1 x2n 3l 1 1v 0 1 1y 0
1 29 3 1 86 0 1 9f o2 1 x0n 0 1 xtj 0 1 h7 0 1 xua 9 1 i5 fbq 1 rpk 0 1 kc4 0 1 s7e 0 1 rt4 0 1 lw1 0 1 fg2 0 1 gkl 0
1 vj0 0 1 vj0 0 1 hn5 0 1 ssx 0 1 gw7 0 1 hmw 0 1 jcm 0 1 ne1 0 1 p6t 0 1 qin 0 1 qt6 0 1 r20 0 1 sjz 0 1 kxu 0 1 ljv
0 1 mah 0 1 mvy 0 1 q4d 0 1 sq2 0 1 uep 0 1 fia 0 1 ghh 0 1 l50 0 1 mjf 0 1 qi5 0 1 v8e 0 1 ifk 0 1 m3v 0 1 qfh 0 1
r50 0 1 jih 0 1 pnc 0 1 qvz 0 1 iq2 0 1 kd3 0 1 lm2 0 1 mpo 0 1 slq 0 1 fpi 0 1 g53 0 1 gda 0 1 jwk 0 1 l3n 0 1 mj4 0
1 nhj 0 1 pa9 0 1 qh2 0 1 qjg 0 1 s1b 0 1 tv6 0 1 upb 0 1 v7e 0 1 nt8 0 1 nzz 0 1 otc 0 1 q15 0 1 t1g 0 1 vb3 0 1 rfa
0 1 hjz 0 1 iro 0 1 okg 0 1 pdq 0 1 mle 0 1 nuy 0 1 rsy 0 1 ttj 0 1 hjs 0 1 i8y 0 1 kyb 0 1 lp6 0 1 lxr 0 1 oq7 0 1
oxj 0 1 tor 0 1 gcy 0 1 pe3 0 1 g64 0 1 g5o 0 1 o4c 0 1 ou6 0 1 q29 0 1 tpx 0 1 rk0 0 1 jin 0 1 kxu 0 1 rge 0 1 fg9 0
1 i5j 0 1 iz6 0 1 mtj 0 1 n74 0 1 gev 0 1 nwb 0 1 fr3 0 1 iw9 0 1 ff1 0 1 lho 0 1 k1k 0 1 opu 0 1 gjn 0 1 hge 0 1 ni9
0 1 q4p 0 1 re2 0 1 la2 0 1 sds 0 1 lfs 0 1 jjy 0 1 put 0 1 jog 0 1 n6t 0 1 fji 0 1 g2x 0 1 g5l 0 1 kn5 0 1 oo7 0 1
prj 0 1 rf6 0 1 ssv 0 1 gdx 0 1 gn6 0 1 ho3 0 1 ir0 0 1 k3p 0 1 m4e 0 1 nxm 0 1 tkd 0 1 ui2 0 1 vbr 0 1 vda 0 1 gbf 0
1 kau 0 1 l87 0 1 sbm 0 1 ino 0 1 j9s 0 1 jcw 0 1 jve 0 1 lyb 0 1 mdl 0 1 n0p 0 1 o22 0 1 ovo 0 1 pdb 0 1 s9y 0 1 q9a
0 1 sgz 0 1 t3e 0 1 g7r 0 1 gbn 0 1 gql 0 1 ma0 0 1 r0i 0 1 re2 0 1 iq1 0 1 iyd 0 1 jnf 0 1 l9q 0 1 oji 0 1 mt1 0 1
fl0 0 1 h6h 0 1 i5j 0 1 iii 0 1 izg 0 1 muq 0 1 mzt 0 1 p7e 0 1 pc6 0 1 svo 0 1 tti 0 1 tvs 0 1 u1k 0 1 fpn 0 1 o1a 0
1 ss4 0 1 trs 0 1 j4x 0 1 fie 0 1 fyy 0 1 i5q 0 1 i7z 0 1 k2h 0 1 kxu 0 1 mha 0 1 ncy 0 1 q9o 0 1 sjg 0 1 vil 0 1 k94
0 1 tny 0 1 gax 0 1 kfv 0 1 kj7 0 1 lkx 0 1 luk 0 1 mx5 0 1 n6h 0 1 nsb 0 1 opc 0 1 u3i 0 1 g31 0 1 je6 0 1 tq0 0 1
fu3 0 1 ie1 0 1 lpm 0 1 sa2 0 1 ivf 0 1 j7o 0 1 kk7 0 1 mtj 0 1 tqe 0 1 g89 0 1 glr 0 1 i91 0 1 k5v 0 1 kem 0 1 ko8 0
1 lid 0 1 mx2 0 1 naa 0 1 p6h 0 1 r0v 0 1 r1d 0 1 sss 0 1 tsy 0 1 gfz 0 1 lve 0 1 gm5 0 1 mhc 0 1 n14 0 1 qgq 0 1 tr7
0 1 uvr 0 1 vbz 0 1 kgn 0 1 lor 0 1 pns 0 1 o97 0 1 obk 0 1 olu 0 1 mo0 0 1 m8p 0 1 riw 0 1 fk0 0 1 px2 0 1 g8q 0 1
g7b 0 1 ip2 0 1 jir 0 1 onq 0 1 i2t 0 1 ljy 0 1 kac 0 1 saj 0 1 qx8 0 1 tot 0 1 r63 0 1 iqb 0 1 g1s 0 1 gxs 2 1 hga 1
1 k8k 2 1 g66 0 1 mqy 0 1 ngq 0 1 ny4 0 1 nz2 0 1 nz9 0 1 o0f 0 1 tw6 0 1 on2 0 1 p8d 1 1 qhe 1 1 rg8 2 1 shk 0 1 sn1
3 1 u7j 0 1 u7w 0 1 u94 0 1 v5g 0 1 sm6 0 1 trr 0 1 fqm 0 1 fzb 0 1 g25 0 1 gcp 0 1 gdg 0 1 ggh 0 1 gwt 0 1 gzq 0 1
h2g 0 1 hfk 0 1 hig 0 1 i90 0 1 i9a 0 1 j2s 0 1 j8o 0 1 j9q 0 1 jci 0 1 k0f 0 1 k4i 0 1 k9d 0 1 kn9 0 1 lmf 0 1 lqy 0
1 lya 0 1 mem 0 1 mjv 0 1 mxu 0 1 ntd 0 1 ny6 0 1 nyh 0 1 nyg 0 1 nyo 0 1 nyu 0 1 nz1 0 1 o0d 0 1 o0e 0 1 o5c 0 1 o75
0 1 og0 0 1 ovo 0 1 ow9 0 1 oxt 0 1 p6a 0 1 pad 0 1 pnx 0 1 prt 0 1 prt 0 1 q53 0 1 r2o 0 1 r6e 0 1 rgh 0 1 ri1 0 1
rtf 0 1 ruw 0 1 sdy 0 1 shk 0 1 tsz 0 1 u0v 0 1 u2j 0 1 j1x 0 1 36cu 0 1 pp4 2 1 ffq 0 1 g51 0 1 g2w 0 1 fpc 0 1 g1x 0
1 g3k 0 1 gcn 0 1 ge2 0 1 gwt 0 1 gut 0 1 gwp 0 1 gyq 0 1 hga 0 1 hir 0 1 hms 0 1 hn8 0 1 huq 0 1 i08 0 1 iqa 0 1 iqh
0 1 iuh 0 1 iwd 0 1 j4o 0 1 j7y 0 1 j60 0 1 j9q 0 1 j8g 0 1 jci 0 1 jec 0 1 jpg 0 1 jrw 0 1 jte 0 1 k0m 0 1 k8k 0 1
kd3 0 1 kd7 0 1 keu 0 1 l89 0 1 la2 0 1 lkx 0 1 lwb 0 1 lvv 0 1 lya 0 1 m5a 0 1 mem 0 1 nmv 0 1 mk5 0 1 mnj 0 1 mqy 0
1 n01 0 1 n46 0 1 n5n 0 1 nbx 0 1 nbz 0 1 ngq 0 1 nh7 0 1 nhw 0 1 nka 0 1 nk0 0 1 nv0 0 1 o8h 0 1 og0 0 1 ol7 0 1 orf
0 1 ovo 0 1 p4u 0 1 pad 0 1 pxu 0 1 q27 0 1 qrd 0 1 r41 0 1 r5y 0 1 r6e 0 1 ren 0 1 rg8 0 1 rez 0 1 rgh 0 1 rge 0 1
rfx 0 1 ri1 0 1 rka 0 1 ruw 0 1 sag 0 1 sj6 0 1 srd 0 1 sxi 0 1 tq4 0 1 tsz 0 1 tw6 0 1 tzv 0 1 u0v 0 1 u17 0 1 u2j 0
1 umq 0 1 vj0 0 1 313e 0 1 3138 0 1 33dh 0 1 brx 0 1 cns 0 1 cop 0 1 39e1 0 1 3bgw 0 1 3i6r 0 1 vgj 0 1 vim 12 2 2u 2u
0 2 2u 2x 0 2 2u 30 0 3 2u 2u 2x 0 3 2u 2u 30 0 2 37 38 0 2 37 38 c 2 12s 12u 0 2 12s 12d 0 2 12s 12j 0 2 132 12u 0 2
12s 12l 5 2 15l 14k 1 2 16a 14n 0 1 15u 0 1 15c 0 1 15f 0 1 15g 0 1 15n 0 1 15o 0 1 15p 0 1 160 0 1 162 0 1 17 0 2 161
14x 0 2 161 14y 0 3 161 14s 14x 0 3 161 14s 14y 0 2 15c 14n 0 2 15c 14o 0 2 15c 14s 0 2 15d 14s 0 2 15e 14s 0 2 15f
14s 0 2 15g 14s 0 2 15h 14s 0 2 15i 14s 1 2 15k 14s 0 2 15l 14s 0 2 15m 14s 0 2 15n 14s 0 2 15o 14s 1 2 15q 14s 1 2
15s 14s 0 2 15t 14s 1 2 15v 14s 0 2 15w 14s 1 2 15y 14s 0 2 15z 14s 0 2 160 14s 0 2 161 14s 0 2 162 14s 0 2 15h 14p 0
2 15d 14v 0 2 15n 14v 0 2 15w 14v 0 2 15c 15o 0 1 19t 0 1 19t 0 1 1a3 0 1 1a3 0 1 1a3 0 1 1a3 0 1 1a6 0 1 1a6 0 1 1a6
0 1 1a6 0 1 1a8 0 1 1a8 0 1 1a8 0 1 1a8 0 1 1a2 0 1 1a2 0 1 1a2 0 1 1a2 0 1 1a7 0 1 1a7 0 1 1a7 0 1 1a7 0 1 1a1 0 1
1a1 0 1 1a1 0 1 1a1 0 1 1b8 0 1 1b8 0 1 1b8 0 1 1b8 0 1 1ba 0 1 1ba 0 1 1ba 0 1 1ba 0 1 1ac 0 1 1ac 0 1 1ac 0 1 1ac 0
1 1ab 0 1 1ab 0 1 1ab 0 1 1ab 0 1 1ae 0 1 1ae 0 1 1ae 0 1 1ae 0 1 1af 0 1 1af 0 1 1af 0 1 1af 0 1 1al 0 1 1al 0 1 1ak
0 1 1ak 0 1 1am 0 1 1am 0 1 1ag 0 1 1ag 0 1 1aw 0 1 1aw 0 1 1ap 0 1 1ap 0 1 1bd 0 1 1bd 0 1 1bd 0 1 1bd 0 1 1bj 0 1
1bj 0 1 1bj 0 1 1bj 0 1 1bn 0 1 1bn 0 1 1bn 0 1 1bn 0 1 1bl 0 1 1bl 0 1 1bl 0 1 1bl 0 1 1bu 0 1 1bu 0 1 1bv 0 1 1bv 0
1 1bv 0 1 1bv 0 2 1cl 190 0 2 1cl 190 0 1 1c1 0 1 1c1 0 1 1c1 0 1 1c1 0 1 1by 0 1 1by 0 1 1by 0 1 1by 0 1 1ci 0 1 1ci
0 2 1ci 190 0 2 1ci 190 x 1 1bh 0 1 1bh 0 1 1bh 0 1 1bh 0 1 1c7 0 1 1c7 0 1 1c6 0 1 1c6 0 1 1c8 0 1 1c8 0 2 1c7 19w 0
1 1cb 0 1 1cb 0 1 1c5 0 1 1c5 0 1 1c9 0 1 1c9 0 1 1cg 0 1 1cg 0 1 1cg 0 1 1cg 0 1 18p 0 1 18p 0 3 18q 190 17r 0 3 18q
190 17r 0 3 18q 190 1cl 0 3 18q 190 1cl 0 3 18q 190 18o 0 3 18q 190 18o 0 3 18q 190 1c7 0 3 18q 190 1c7 0 3 18q 190
1c6 0 3 18q 190 1c6 0 3 18q 190 1c8 0 3 18q 190 1c8 0 3 18q 190 1cg 0 3 18q 190 1cg 0 3 18q 190 1cg 0 3 18q 190 18p 0
3 18q 190 18p 0 3 18q 190 18p 0 1 1cc 0 1 1cc 0 1 1cc 0 1 1cc 0 3 18q 190 17w 0 3 18q 190 17x 0 3 18q 190 18l 0 3 18q
190 18p 0 3 18q 190 18q 0 2 17s 17w 0 2 17s 17x 0 2 17s 17y 0 2 17s 18l 0 2 17s 18p 0 2 17s 18q 0 2 17u 17w 0 2 17u
17x 0 2 17u 17y 0 2 17u 18l 0 2 17u 18p 0 2 17u 18q 0 2 17v 17w 0 2 17v 18l 0 2 17v 18p 0 2 17v 18q 0 2 17w 17x 0 2
17w 18l 0 2 17x 17w 0 2 17x 18l 0 2 17y 17w 0 2 17y 17x 0 2 17y 18l 0 2 183 17w 0 2 183 17x 0 2 183 17y 0 2 183 18l 0
2 185 17x 0 2 185 18l 0 2 186 17w 0 2 186 17x 0 2 186 17y 0 2 186 18l 0 2 187 17x 0 2 187 18l 0 2 188 18l 0 2 189 17w
0 2 189 18l 0 2 18a 17w 0 2 18a 18l 0 2 18h 17w 0 2 18h 17x 0 2 18h 17y 0 2 18h 18l 0 2 18h 18p 0 2 18h 18q 0 2 18i
17x 0 2 18i 18l 0 2 18i 18p 0 2 18i 18q 0 2 18j 17r 0 2 18j 17w 0 2 18j 17x 0 2 18j 17y 0 2 18j 18k 0 2 18j 18l 0 2
18j 18p 0 2 18j 18q 0 2 18k 17w 0 2 18k 17x 0 2 18k 17y 0 2 18k 18l 0 2 18k 18p 0 2 18k 18q 0 2 18l 17w 0 2 18l 17x 0
2 18l 17y 0 2 18l 18l 0 2 18l 18p 0 2 18l 18q 0 2 18m 17w 0 2 18m 17x 0 2 18m 17y 0 2 18m 18l 0 2 18m 18p 0 2 18m 18q
0 2 18n 17w 0 2 18n 18l 0 2 18n 18p 0 2 18n 18q 0 2 18q 17w 0 2 18q 17x 0 2 18q 17y 0 2 18q 18l 0 2 18q 18p 0 2 18q
18q 0 2 180 19s 0 2 181 19s 0 2 18p 19s 0 3 w 18s 18x 0 3 w 18t 18x 0 3 w 18u 18x 0 3 w 18v 18x 0 3 w 18w 18x 0 3 w
18x 19s 0 3 18q 190 181 0 3 18q 190 182 0 3 18q 190 18l 0 3 18q 190 18m 0 3 18q 190 18p 0 3 18q 190 18q 0 2 17s 181 0
2 17s 182 0 2 17s 18l 0 2 17s 18m 0 2 17s 18p 0 2 17s 18q 0 2 17u 181 0 2 17u 182 0 2 17u 18l 0 2 17u 18m 0 2 17u 18p
0 2 17u 18q 0 2 17v 181 0 2 17v 182 0 2 17v 18l 0 2 17v 18m 0 2 17v 18p 0 2 17v 18q 0 2 18h 18p 0 2 18h 18q 0 2 18i
18p 0 2 18i 18q 0 2 18j 17r 0 2 18j 18k 0 2 18j 18l 0 2 18j 18p 0 2 18j 18q 0 2 18k 18l 0 2 18k 18p 0 2 18k 18q 0 2
18l 17r 0 2 18l 18l 0 2 18m 181 0 2 18m 182 0 2 18m 18l 0 2 18m 18m 0 2 18m 18p 0 2 18m 18q 0 2 18p 19s 0 2 18q 181 0
2 18q 182 0 2 18q 18l 0 2 18q 18m 0 2 18q 18p 0 2 18q 18q 0 3 18q 190 17w 0 3 18q 190 17x 0 3 18q 190 17y 0 3 18q 190
18l 0 3 18q 190 18n 0 2 17s 17w 0 2 17s 17x 0 2 17s 17y 0 2 17s 18l 0 2 17s 18n 0 2 17u 17w 0 2 17u 17x 0 2 17u 17y 0
2 17u 18l 0 2 17u 18n 0 2 17v 18l 0 2 17w 17x 0 2 17w 18l 0 2 17x 17w 0 2 17x 18l 0 2 17y 17w 0 2 17y 18l 0 2 183 17w
0 2 183 17x 0 2 183 17y 0 2 183 18l 0 2 185 17x 0 2 185 17y 0 2 185 18l 0 2 186 17w 0 2 186 17x 0 2 186 17y 0 2 186
18l 0 2 187 17x 0 2 188 18l 0 2 189 17w 0 2 189 18l 0 2 18a 17w 0 2 18a 18l 0 2 18h 17w 0 2 18h 17x 0 2 18h 17y 0 2
18h 18l 0 2 18i 17x 0 2 18i 18l 0 2 18j 17w 0 2 18j 17x 0 2 18j 17y 0 2 18j 18k 0 2 18j 18l 0 2 18k 17w 0 2 18k 17x 0
2 18k 17y 0 2 18k 18l 0 2 18k 18n 0 2 18l 17w 0 2 18l 17x 0 2 18l 17y 0 2 18l 18l 0 2 18m 17w 0 2 18m 17x 0 2 18m 17y
0 2 18m 18l 0 2 18m 18n 0 2 18n 17w 0 2 18n 18l 0 2 18n 19s 0 2 18q 17w 0 2 18q 17x 0 2 18q 17y 0 2 18q 18l 0 2 18q
18n 0 3 18q 190 18l 0 3 18q 190 18n 0 2 17s 18l 0 2 17s 18n 0 2 17u 18l 0 2 17u 18n 0 2 17v 18l 0 2 17v 18n 0 2 183
18l 0 2 183 18n 0 2 184 18l 0 2 184 18n 0 2 18j 18k 0 2 18j 18l 0 2 18k 18l 0 2 18m 18l 0 2 18m 18n 0 2 18q 18l 0 2
18q 18n 0 3 18g 18u 18x 0 3 18g 18v 18x 0 3 18g 18w 18x 0 2 187 18p 0 2 187 18q 0 2 189 18p 0 2 189 18q 0 2 18a 18p 0
2 18a 18q 0 2 183 18p 0 2 183 18q 0 2 184 18p 0 2 184 18q 0 2 17x 18p 0 2 17x 18q 0 2 17w 18p 0 2 17w 18q 0 2 17y 18p
0 2 17y 18q 0 2 185 18p 0 2 185 18q 0 2 186 18p 0 2 186 18q 0 2 184 17w 0 2 184 17x 0 2 184 17y 0 2 184 18l 0 2 184
181 0 2 183 181 0 2 185 181 0 2 186 181 0 2 187 18p 0 2 187 18q 0 2 189 18p 0 2 189 18q 0 2 18a 18p 0 2 18a 18q 0 2
183 18p 0 2 183 18q 0 2 184 18p 0 2 184 18q 0 2 17x 18p 0 2 17x 18q 0 2 17w 18p 0 2 17w 18q 0 2 17y 18p 0 2 17y 18q 0
2 185 18p 0 2 185 18q 0 2 186 18p 0 2 186 18q 0 2 184 17w 0 2 184 17x 0 2 184 17y 0 2 184 18l 0 2 184 181 0 2 183 181
0 2 185 181 0 2 186 181 0 2 184 17w 0 2 184 17x 0 2 184 17y 0 2 184 18l 0 2 183 18n 0 2 184 18n 0 2 187 18l 0 2 183
17w 0 2 183 17x 0 2 183 17y 0 2 184 17w 0 2 184 17x 0 2 184 17y 0 2 187 18l 0 2 188 18l 0 2 17r 18r 0 2 17r 18r i 3
17u 17w 18l 0 3 17u 17x 17w 0 3 17u 17x 17w 0 3 17u 17x 18l 0 3 17u 17y 18l 0 3 17u 18l 17w 0 3 17u 18l 17x 0 3 17u
18l 17y 0 3 17w 18l 17x 0 3 17w 18l 17x 0 3 17x 18l 18q 0 3 17x 18l 18p 0 3 183 17x 17w 0 3 183 17w 17x 0 3 183 17w
18p 0 3 183 18l 17x 0 3 183 18l 17x 0 3 183 18l 17w 0 3 183 18l 18l 0 3 183 18l 18l 0 3 185 17x 17x 0 3 185 17x 17x 0
3 185 18l 18l 0 3 184 17x 18l 0 3 184 17x 18l 0 3 184 17w 18q 0 3 184 18l 17y 0 3 184 18l 17y 0 3 184 18l 18l 0 3 184
18l 18l 0 3 186 17x 18p 0 3 186 17y 18l 0 3 186 17y 18l 0 3 187 18l 17x 0 3 187 18l 17x 0 3 187 18l 18l 0 3 187 18l
18q 0 3 189 17w 18l 0 3 189 18l 18l 0 3 189 18l 18l 0 3 189 18l 18p 0 3 18a 18l 18l 0 3 18a 18l 18q 0 3 18a 18l 18p 0
3 18h 17y 18l 0 3 18h 17y 18l 0 3 18i 18l 17x 0 3 18i 18l 18l 0 3 18k 17x 18l 0 3 18k 17x 18q 0 3 18k 17x 18p 0 3 18k
17w 17w 0 3 18k 17w 17w 0 3 18k 17y 18l 0 3 18k 17y 18l 0 3 18k 18l 17x 0 3 18k 18l 17x 0 3 18l 17x 17w 0 3 18l 17x
18l 0 3 18l 17x 18q 0 3 18l 17w 17x 0 3 18l 17w 18l 0 3 18l 17y 17w 0 3 18l 17y 18l 2 3 18l 17w 17y 0 3 18n 18l 17w 0
3 18n 18l 18l 0 3 18m 17x 18l 0 3 18m 17x 18p 0 3 18m 17w 18l 0 3 18m 17w 18l 0 3 18m 17w 18p 0 3 18m 18l 18q 0 3 18m
18l 18p 0 3 18q 18l 18l 0 3 18q 18l 18l 0 3 17s 17y 18q 0 3 17u 17w 18q 0 3 17u 17w 18p 0 3 17u 17y 18q 0 3 17u 17y
18p 0 3 17u 18l 18q 0 3 17u 18l 18p 0 3 17w 18l 18q 0 3 17w 17x 18p 0 3 17w 18l 18p 0 3 183 17y 18p 0 3 185 17x 18q 0
3 184 17x 18q 0 3 186 17x 18q 0 3 18k 17w 18q 0 3 18k 18l 18q 0 3 18q 17x 18q 0 3 18q 17w 18q 0 3 18q 18l 18q 0 3 18l
18l 18q 0 3 18i 18l 18q 0 3 18m 17x 18q 0 3 18i 18l 17x 0 3 18k 17x 18l 0 3 189 18l 18q 0 3 18j 18l 18q 0 3 18m 17w
17x 0 3 18l 17y 18q 0 3 18k 17w 18l 0 3 18j 18l 18l 0 3 18k 17w 18l 0 3 18m 17w 17x 0 3 17w 17x 18q 0 3 17x 17w 18q 0
3 18l 17w 18q 0 3 18h 18l 18q 0 3 17s 17x 18q 0 3 18j 18l 18l 0 3 189 17w 18l 0 3 185 18l 18l 0 3 183 17y 18q 0 3 18m
17w 18q 14 3 185 18k 1ci 0 3 18i 18k 1ci 0 4 17r 18k 18k 18n 0 4 17r 18j 17s 181 0 4 18l 17x 18l 17z 0 4 185 18k 189
18l 0 4 181 183 18o 18k 0 4 189 18k 18q 18n 0 4 18o 183 18k 18l 0 3 185 18k 18p 0 i 185 18k 18p w 17r 18k 18k 18n w
189 18k 18q 18n w 18o 183 18k 18l 0 8 17w 18k w 17w 18k 17r 18k 18n 0 4 181 1cc 17r 18k j 1 18 0 1 9hd 0 1 9he 0 1 1m
0 1 1n 0 1 x 0 1 1r 0 1 9hy 0 1 9hz 0 3 1a 1a 1a m 2 1a 1a 0 1 6c4 0 1 6c3 0 1 2n 0 1 2n 0 1 14 0 1 15 0 1 3f 0 1 3h 0
1 9hw 0 1 9hx 0 1 9hs 0 1 9ht 0 1 9hm 0 1 9hn 0 1 9hk 0 1 9hl 0 1 9ho 0 1 9hp 0 1 9hq 0 1 9hr 2 1 2j 0 1 2l 0 2 w lh 0
2 w lh 0 2 w lh 0 2 w lh 0 1 2n 0 1 2n 0 1 2n 0 1 18 0 1 9hd 0 1 1a 1 1 1n 0 1 1m 0 1 1r 0 1 x 0 1 6c4 0 1 14 0 1 15 0
1 3f 0 1 3h 0 1 9hw 0 1 9hx 0 1 z 0 1 12 0 1 16 0 1 17 0 1 19 0 1 1o 0 1 1q 0 1 1p 1 1 2k 0 1 10 0 1 11 0 1 1s 4 2 w
18r 0 2 18g 18r 0 2 w 18s 1 2 w 18t 1 2 w 18u 0 2 18g 18u 0 2 w 18v 0 2 18g 18v 0 2 w 18w 0 2 18g 18w 0 2 w 18x 0 2
18g 18x 0 2 w 18y 0 2 18g 18y 0 1 17l 0 2 17r 18z 0 2 17r 18z 0 2 17r 190 0 2 17r 190 0 2 18o 190 0 2 18o 190 0 2 17r
191 0 2 17r 191 0 2 18q 190 0 2 18q 190 0 2 18q 190 0 2 18q 190 0 1 17r 0 1 17r 0 1 17s 0 1 17s 0 1 17s 0 1 17s 0 1
17t 0 1 17t 0 1 17u 0 1 17u 0 1 17u 0 1 17u 0 1 17v 0 1 17v 0 1 17v 0 1 17v 0 1 17w 0 1 17w 0 1 17w 0 1 17w 0 1 17x 0
1 17x 0 1 17x 0 1 17x 0 1 17y 0 1 17y 0 1 17y 0 1 17y 0 1 17z 0 1 17z 0 1 180 0 1 180 0 1 181 0 1 181 0 1 182 0 1 182
0 1 183 0 1 183 0 1 183 0 1 183 0 1 184 0 1 184 0 1 184 0 1 184 0 1 185 0 1 185 0 1 185 0 1 185 0 1 186 0 1 186 0 1
186 0 1 186 0 1 187 0 1 187 0 1 187 0 1 187 0 1 188 0 1 188 0 1 188 0 1 188 0 1 189 0 1 189 0 1 189 0 1 189 0 1 18a 0
1 18a 0 1 18a 0 1 18a 0 1 18h 0 1 18h 0 1 18h 0 1 18h 0 1 18i 0 1 18i 0 1 18i 0 1 18i 0 1 18j 0 1 18j 0 1 18j 0 1 18j
0 1 18k 0 1 18k 0 1 18k 0 1 18k 0 1 18l 0 1 18l 0 1 18l 0 1 18l 0 1 18m 0 1 18m 0 1 18m 0 1 18m 0 1 18n 0 1 18n 0 1
18n 0 1 18n 0 1 18o 0 1 18o 0 1 18p 0 1 18p 0 1 18q 0 1 18q 0 1 18q 0 1 18q 0 3 18k 17r 18z 0 3 18k 17r 18z 0 3 18k
17r 190 0 3 18k 17r 190 0 3 18k 17r 191 0 3 18k 17r 191 0 2 18k 17r 0 2 18k 17r 4 1 x 0 1 y 0 1 z 0 1 10 0 1 11 0 1 12
0 1 13 0 1 14 0 1 15 0 1 16 0 1 17 0 1 18 0 1 19 0 1 1a 0 1 1b 0 1 1c 0 1 1d 0 1 1e 0 1 1f 0 1 1g 0 1 1h 0 1 1i 0 1 1j
0 1 1k 0 1 1l 0 1 1m 0 1 1n 0 1 1o 0 1 1p 0 1 1q 0 1 1r 0 1 1s 0 1 1t 0 1 1u 0 1 1v 0 1 1w 0 1 1x 0 1 1y 0 1 1z 0 1 20
0 1 21 0 1 22 0 1 23 0 1 24 0 1 25 0 1 26 0 1 27 0 1 28 0 1 29 0 1 2a 0 1 2b 0 1 2c 0 1 2d 0 1 2e 0 1 2f 0 1 2g 0 1 2h
0 1 2i 0 1 2j 0 1 2k 0 1 2l 0 1 2m 0 1 2n 0 1 2o 0 1 2p 0 1 2q 0 1 2r 0 1 2s 0 1 2t 0 1 2u 0 1 2v 0 1 2w 0 1 2x 0 1 2y
0 1 2z 0 1 30 0 1 31 0 1 32 0 1 33 0 1 34 0 1 35 0 1 36 0 1 37 0 1 38 0 1 39 0 1 3a 0 1 3b 0 1 3c 0 1 3d 0 1 3e 0 1 3f
0 1 3g 0 1 3h 0 1 3i 0 1 879 0 1 87a 0 1 9he 0 1 9ho 0 1 9hp 0 1 9hd 0 1 9ob 0 1 9o2 0 1 9lt 0 1 9lv 0 1 9lx 0 1 9lz 0
1 9m1 0 1 9nn 0 1 9np 0 1 9nr 0 1 9mr 0 1 9oc 0 1 9lu 0 1 9lw 0 1 9ly 0 1 9m0 0 1 9m2 0 1 9m3 0 1 9m5 0 1 9m7 0 1 9m9
0 1 9mb 0 1 9md 0 1 9mf 0 1 9mh 0 1 9mj 0 1 9ml 0 1 9mn 0 1 9mp 0 1 9ms 0 1 9mu 0 1 9mw 0 1 9my 0 1 9mz 0 1 9n0 0 1
9n1 0 1 9n2 0 1 9n3 0 1 9n6 0 1 9n9 0 1 9nc 0 1 9nf 0 1 9ni 0 1 9nj 0 1 9nk 0 1 9nl 0 1 9nm 0 1 9no 0 1 9nq 0 1 9ns 0
1 9nt 0 1 9nu 0 1 9nv 0 1 9nw 0 1 9nx 0 1 9nz 0 1 9o3 0 1 9ll 0 1 9lm 0 1 3fk 0 1 3cw 0 1 3cx 0 1 3hm 0 1 3cy 0 1 3ho
0 1 3hp 0 1 3cz 0 1 3d0 0 1 3d1 0 1 3hs 0 1 3ht 0 1 3hu 0 1 3hv 0 1 3hw 0 1 3hx 0 1 3dm 0 1 3d2 0 1 3d3 0 1 3d4 0 1
3dt 0 1 3d5 0 1 3d6 0 1 3d7 0 1 3d8 0 1 3d9 0 1 3da 0 1 3db 0 1 3dc 0 1 3dd 0 1 3de 3 1 3fl 0 1 3fm 0 1 3fn 0 1 3fo 0
1 3fp 0 1 3fq 2 1 3fr 0 1 3fs 0 1 3ft 0 1 3fu 0 1 3fv 0 1 3fw 2 1 3fx 0 1 3fy 0 1 3fz 0 1 3g0 0 1 3g1 0 1 3g2 2 1 3g3
0 1 3g4 0 1 3g5 3 1 4i 0 1 4j 0 1 4s 0 2 w lg 0 1 4m 0 1 4l 0 1 6g9 1 1 7b6 0 1 6mo 0 1 6mp 0 1 6mq 0 1 6mr 0 1 7fk 0
1 7gr 1hu 1 k0 0 1 k1 0 1 6e 0 1 ih 0 1 gj 1 1 ir 0 1 xuu 0 1 it 0 1 is 0 1 gm 0 1 gn 0 1 5u9 0 1 go 0 1 gu 0 1 ix 0 1
h0 0 1 gy 0 1 gw 0 1 ij 0 1 87 0 1 ik 0 1 h3 0 1 hw 0 1 iy 0 1 iz 0 1 h8 0 1 2mmc 0 1 x3i 0 1 ha 0 1 2mmd 0 1 i6 0 1
2mme 0 1 6w 0 1 hi 0 1 hj 0 1 35 0 1 hm 0 1 2mmg 0 1 hp 0 1 hq 0 1 hs 0 1 iw 0 1 iu 0 1 xuv 0 1 iv 0 1 i0 0 1 8s1 1 1
i7 0 1 ip 0 1 iq 0 1 ig 0 1 cg 0 1 ch 0 1 ci 0 1 2mmi 0 1 2mn2 1r3 2 1huh 1hve 1 2 1huj 1hve e 2 1hut 1hve 3m 2 1hyp
1hyf 0 2 1hyq 1hyf ez 2 1idj 1ida 0 2 1idj 1idz a6 2 1int 1inu 0 2 1int 1ink 1 2 1int 1inx 6z 2 1iuw 1iun 0 2 1iux
1iun os 2 1jjp 1jjk 10dh 2 2jx3 2jxh 0 2 2jx4 2jxh 0 3 2jx4 2jxh 2jxq 0 3 2jx4 2jxh 2jxr 0 3 2jx4 2jxh 2jxs 0 3 2jx4
2jxh 2jxt 0 3 2jx4 2jxh 2jxu 2e 2 2jzt 2jxh 0 2 2jzu 2jxh 0 3 2jzt 2jxh 2jxq 0 3 2jzu 2jxh 2jxq 0 3 2jzt 2jxh 2jxr 0 3
2jzu 2jxh 2jxr fz 1 1t 0 1 1u 0 1 1v 0 1 1w 0 1 1x 0 1 1y 0 1 1z 0 1 20 0 1 21 0 1 22 0 1 23 0 1 24 0 1 25 0 1 26 0 1
27 0 1 28 0 1 29 0 1 2a 0 1 2b 0 1 2c 0 1 2d 0 1 2e 0 1 2f 0 1 2g 0 1 2h 0 1 2i 0 1 2p 0 1 2q 0 1 2r 0 1 2s 0 1 2t 0 1
2u 0 1 2v 0 1 2w 0 1 2x 0 1 2y 0 1 2z 0 1 30 0 1 31 0 1 32 0 1 33 0 1 34 0 1 35 0 1 36 0 1 37 0 1 38 0 1 39 0 1 3a 0 1
3b 0 1 3c 0 1 3d 0 1 3e 0 1 1t 0 1 1u 0 1 1v 0 1 1w 0 1 1x 0 1 1y 0 1 1z 0 1 20 0 1 21 0 1 22 0 1 23 0 1 24 0 1 25 0 1
26 0 1 27 0 1 28 0 1 29 0 1 2a 0 1 2b 0 1 2c 0 1 2d 0 1 2e 0 1 2f 0 1 2g 0 1 2h 0 1 2i 0 1 2p 0 1 2q 0 1 2r 0 1 2s 0 1
2t 0 1 2u 0 1 2v 1 1 2x 0 1 2y 0 1 2z 0 1 30 0 1 31 0 1 32 0 1 33 0 1 34 0 1 35 0 1 36 0 1 37 0 1 38 0 1 39 0 1 3a 0 1
3b 0 1 3c 0 1 3d 0 1 3e 0 1 1t 0 1 1u 0 1 1v 0 1 1w 0 1 1x 0 1 1y 0 1 1z 0 1 20 0 1 21 0 1 22 0 1 23 0 1 24 0 1 25 0 1
26 0 1 27 0 1 28 0 1 29 0 1 2a 0 1 2b 0 1 2c 0 1 2d 0 1 2e 0 1 2f 0 1 2g 0 1 2h 0 1 2i 0 1 2p 0 1 2q 0 1 2r 0 1 2s 0 1
2t 0 1 2u 0 1 2v 0 1 2w 0 1 2x 0 1 2y 0 1 2z 0 1 30 0 1 31 0 1 32 0 1 33 0 1 34 0 1 35 0 1 36 0 1 37 0 1 38 0 1 39 0 1
3a 0 1 3b 0 1 3c 0 1 3d 0 1 3e 0 1 1t 1 1 1v 0 1 1w 2 1 1z 2 1 22 0 1 23 2 1 26 0 1 27 0 1 28 0 1 29 1 1 2b 0 1 2c 0 1
2d 0 1 2e 0 1 2f 0 1 2g 0 1 2h 0 1 2i 0 1 2p 0 1 2q 0 1 2r 0 1 2s 1 1 2u 1 1 2w 0 1 2x 0 1 2y 0 1 2z 0 1 30 0 1 31 0 1
32 1 1 34 0 1 35 0 1 36 0 1 37 0 1 38 0 1 39 0 1 3a 0 1 3b 0 1 3c 0 1 3d 0 1 3e 0 1 1t 0 1 1u 0 1 1v 0 1 1w 0 1 1x 0 1
1y 0 1 1z 0 1 20 0 1 21 0 1 22 0 1 23 0 1 24 0 1 25 0 1 26 0 1 27 0 1 28 0 1 29 0 1 2a 0 1 2b 0 1 2c 0 1 2d 0 1 2e 0 1
2f 0 1 2g 0 1 2h 0 1 2i 0 1 2p 0 1 2q 0 1 2r 0 1 2s 0 1 2t 0 1 2u 0 1 2v 0 1 2w 0 1 2x 0 1 2y 0 1 2z 0 1 30 0 1 31 0 1
32 0 1 33 0 1 34 0 1 35 0 1 36 0 1 37 0 1 38 0 1 39 0 1 3a 0 1 3b 0 1 3c 0 1 3d 0 1 3e 0 1 1t 0 1 1u 1 1 1w 0 1 1x 0 1
1y 0 1 1z 2 1 22 0 1 23 0 1 24 0 1 25 0 1 26 0 1 27 0 1 28 0 1 29 1 1 2b 0 1 2c 0 1 2d 0 1 2e 0 1 2f 0 1 2g 0 1 2h 1 1
2p 0 1 2q 0 1 2r 0 1 2s 0 1 2t 0 1 2u 0 1 2v 0 1 2w 0 1 2x 0 1 2y 0 1 2z 0 1 30 0 1 31 0 1 32 0 1 33 0 1 34 0 1 35 0 1
36 0 1 37 0 1 38 0 1 39 0 1 3a 0 1 3b 0 1 3c 0 1 3d 0 1 3e 0 1 1t 0 1 1u 1 1 1w 0 1 1x 0 1 1y 0 1 1z 1 1 21 0 1 22 0 1
23 0 1 24 0 1 25 1 1 27 3 1 2b 0 1 2c 0 1 2d 0 1 2e 0 1 2f 0 1 2g 0 1 2h 1 1 2p 0 1 2q 0 1 2r 0 1 2s 0 1 2t 0 1 2u 0 1
2v 0 1 2w 0 1 2x 0 1 2y 0 1 2z 0 1 30 0 1 31 0 1 32 0 1 33 0 1 34 0 1 35 0 1 36 0 1 37 0 1 38 0 1 39 0 1 3a 0 1 3b 0 1
3c 0 1 3d 0 1 3e 0 1 1t 0 1 1u 0 1 1v 0 1 1w 0 1 1x 0 1 1y 0 1 1z 0 1 20 0 1 21 0 1 22 0 1 23 0 1 24 0 1 25 0 1 26 0 1
27 0 1 28 0 1 29 0 1 2a 0 1 2b 0 1 2c 0 1 2d 0 1 2e 0 1 2f 0 1 2g 0 1 2h 0 1 2i 0 1 2p 0 1 2q 0 1 2r 0 1 2s 0 1 2t 0 1
2u 0 1 2v 0 1 2w 0 1 2x 0 1 2y 0 1 2z 0 1 30 0 1 31 0 1 32 0 1 33 0 1 34 0 1 35 0 1 36 0 1 37 0 1 38 0 1 39 0 1 3a 0 1
3b 0 1 3c 0 1 3d 0 1 3e 0 1 1t 0 1 1u 0 1 1v 0 1 1w 0 1 1x 0 1 1y 0 1 1z 0 1 20 0 1 21 0 1 22 0 1 23 0 1 24 0 1 25 0 1
26 0 1 27 0 1 28 0 1 29 0 1 2a 0 1 2b 0 1 2c 0 1 2d 0 1 2e 0 1 2f 0 1 2g 0 1 2h 0 1 2i 0 1 2p 0 1 2q 0 1 2r 0 1 2s 0 1
2t 0 1 2u 0 1 2v 0 1 2w 0 1 2x 0 1 2y 0 1 2z 0 1 30 0 1 31 0 1 32 0 1 33 0 1 34 0 1 35 0 1 36 0 1 37 0 1 38 0 1 39 0 1
3a 0 1 3b 0 1 3c 0 1 3d 0 1 3e 0 1 1t 0 1 1u 0 1 1v 0 1 1w 0 1 1x 0 1 1y 0 1 1z 0 1 20 0 1 21 0 1 22 0 1 23 0 1 24 0 1
25 0 1 26 0 1 27 0 1 28 0 1 29 0 1 2a 0 1 2b 0 1 2c 0 1 2d 0 1 2e 0 1 2f 0 1 2g 0 1 2h 0 1 2i 0 1 2p 0 1 2q 0 1 2r 0 1
2s 0 1 2t 0 1 2u 0 1 2v 0 1 2w 0 1 2x 0 1 2y 0 1 2z 0 1 30 0 1 31 0 1 32 0 1 33 0 1 34 0 1 35 0 1 36 0 1 37 0 1 38 0 1
39 0 1 3a 0 1 3b 0 1 3c 0 1 3d 0 1 3e 0 1 1t 0 1 1u 0 1 1v 0 1 1w 0 1 1x 0 1 1y 0 1 1z 0 1 20 0 1 21 0 1 22 0 1 23 0 1
24 0 1 25 0 1 26 0 1 27 0 1 28 0 1 29 0 1 2a 0 1 2b 0 1 2c 0 1 2d 0 1 2e 0 1 2f 0 1 2g 0 1 2h 0 1 2i 0 1 2p 0 1 2q 0 1
2r 0 1 2s 0 1 2t 0 1 2u 0 1 2v 0 1 2w 0 1 2x 0 1 2y 0 1 2z 0 1 30 0 1 31 0 1 32 0 1 33 0 1 34 0 1 35 0 1 36 0 1 37 0 1
38 0 1 39 0 1 3a 0 1 3b 0 1 3c 0 1 3d 0 1 3e 0 1 1t 0 1 1u 0 1 1v 0 1 1w 0 1 1x 0 1 1y 0 1 1z 0 1 20 0 1 21 0 1 22 0 1
23 0 1 24 0 1 25 0 1 26 0 1 27 0 1 28 0 1 29 0 1 2a 0 1 2b 0 1 2c 0 1 2d 0 1 2e 0 1 2f 0 1 2g 0 1 2h 0 1 2i 0 1 2p 0 1
2q 0 1 2r 0 1 2s 0 1 2t 0 1 2u 0 1 2v 0 1 2w 0 1 2x 0 1 2y 0 1 2z 0 1 30 0 1 31 0 1 32 0 1 33 0 1 34 0 1 35 0 1 36 0 1
37 0 1 38 0 1 39 0 1 3a 0 1 3b 0 1 3c 0 1 3d 0 1 3e 0 1 1t 0 1 1u 0 1 1v 0 1 1w 0 1 1x 0 1 1y 0 1 1z 0 1 20 0 1 21 0 1
22 0 1 23 0 1 24 0 1 25 0 1 26 0 1 27 0 1 28 0 1 29 0 1 2a 0 1 2b 0 1 2c 0 1 2d 0 1 2e 0 1 2f 0 1 2g 0 1 2h 0 1 2i 0 1
2p 0 1 2q 0 1 2r 0 1 2s 0 1 2t 0 1 2u 0 1 2v 0 1 2w 0 1 2x 0 1 2y 0 1 2z 0 1 30 0 1 31 0 1 32 0 1 33 0 1 34 0 1 35 0 1
36 0 1 37 0 1 38 0 1 39 0 1 3a 0 1 3b 0 1 3c 0 1 3d 0 1 3e 0 1 8h 0 1 fr 2 1 pd 0 1 pe 0 1 pf 0 1 pg 0 1 ph 0 1 pi 0 1
pj 0 1 pk 0 1 pl 0 1 pm 0 1 pn 0 1 po 0 1 pp 0 1 pq 0 1 pr 0 1 ps 0 1 pt 0 1 pk 0 1 pv 0 1 pw 0 1 px 0 1 py 0 1 pz 0 1
q0 0 1 q1 0 1 6pz 0 1 q9 0 1 qa 0 1 qb 0 1 qc 0 1 qd 0 1 qe 0 1 qf 0 1 qg 0 1 qh 0 1 qi 0 1 qj 0 1 qk 0 1 ql 0 1 qm 0
1 qn 0 1 qo 0 1 qp 0 1 qq 0 1 qr 0 1 qs 0 1 qt 0 1 qu 0 1 qv 0 1 qw 0 1 qx 0 1 6pu 0 1 qd 0 1 qg 0 1 qi 0 1 qu 0 1 qp
0 1 qo 0 1 pd 0 1 pe 0 1 pf 0 1 pg 0 1 ph 0 1 pi 0 1 pj 0 1 pk 0 1 pl 0 1 pm 0 1 pn 0 1 po 0 1 pp 0 1 pq 0 1 pr 0 1 ps
0 1 pt 0 1 pk 0 1 pv 0 1 pw 0 1 px 0 1 py 0 1 pz 0 1 q0 0 1 q1 0 1 6pz 0 1 q9 0 1 qa 0 1 qb 0 1 qc 0 1 qd 0 1 qe 0 1
qf 0 1 qg 0 1 qh 0 1 qi 0 1 qj 0 1 qk 0 1 ql 0 1 qm 0 1 qn 0 1 qo 0 1 qp 0 1 qq 0 1 qr 0 1 qs 0 1 qt 0 1 qu 0 1 qv 0 1
qw 0 1 qx 0 1 6pu 0 1 qd 0 1 qg 0 1 qi 0 1 qu 0 1 qp 0 1 qo 0 1 pd 0 1 pe 0 1 pf 0 1 pg 0 1 ph 0 1 pi 0 1 pj 0 1 pk 0
1 pl 0 1 pm 0 1 pn 0 1 po 0 1 pp 0 1 pq 0 1 pr 0 1 ps 0 1 pt 0 1 pk 0 1 pv 0 1 pw 0 1 px 0 1 py 0 1 pz 0 1 q0 0 1 q1 0
1 6pz 0 1 q9 0 1 qa 0 1 qb 0 1 qc 0 1 qd 0 1 qe 0 1 qf 0 1 qg 0 1 qh 0 1 qi 0 1 qj 0 1 qk 0 1 ql 0 1 qm 0 1 qn 0 1 qo
0 1 qp 0 1 qq 0 1 qr 0 1 qs 0 1 qt 0 1 qu 0 1 qv 0 1 qw 0 1 qx 0 1 6pu 0 1 qd 0 1 qg 0 1 qi 0 1 qu 0 1 qp 0 1 qo 0 1
pd 0 1 pe 0 1 pf 0 1 pg 0 1 ph 0 1 pi 0 1 pj 0 1 pk 0 1 pl 0 1 pm 0 1 pn 0 1 po 0 1 pp 0 1 pq 0 1 pr 0 1 ps 0 1 pt 0 1
pk 0 1 pv 0 1 pw 0 1 px 0 1 py 0 1 pz 0 1 q0 0 1 q1 0 1 6pz 0 1 q9 0 1 qa 0 1 qb 0 1 qc 0 1 qd 0 1 qe 0 1 qf 0 1 qg 0
1 qh 0 1 qi 0 1 qj 0 1 qk 0 1 ql 0 1 qm 0 1 qn 0 1 qo 0 1 qp 0 1 qq 0 1 qr 0 1 qs 0 1 qt 0 1 qu 0 1 qv 0 1 qw 0 1 qx 0
1 6pu 0 1 qd 0 1 qg 0 1 qi 0 1 qu 0 1 qp 0 1 qo 0 1 pd 0 1 pe 0 1 pf 0 1 pg 0 1 ph 0 1 pi 0 1 pj 0 1 pk 0 1 pl 0 1 pm
0 1 pn 0 1 po 0 1 pp 0 1 pq 0 1 pr 0 1 ps 0 1 pt 0 1 pk 0 1 pv 0 1 pw 0 1 px 0 1 py 0 1 pz 0 1 q0 0 1 q1 0 1 6pz 0 1
q9 0 1 qa 0 1 qb 0 1 qc 0 1 qd 0 1 qe 0 1 qf 0 1 qg 0 1 qh 0 1 qi 0 1 qj 0 1 qk 0 1 ql 0 1 qm 0 1 qn 0 1 qo 0 1 qp 0 1
qq 0 1 qr 0 1 qs 0 1 qt 0 1 qu 0 1 qv 0 1 qw 0 1 qx 0 1 6pu 0 1 qd 0 1 qg 0 1 qi 0 1 qu 0 1 qp 0 1 qo 0 1 rg 0 1 rh 2
1 1c 0 1 1d 0 1 1e 0 1 1f 0 1 1g 0 1 1h 0 1 1i 0 1 1j 0 1 1k 0 1 1l 0 1 1c 0 1 1d 0 1 1e 0 1 1f 0 1 1g 0 1 1h 0 1 1i 0
1 1j 0 1 1k 0 1 1l 0 1 1c 0 1 1d 0 1 1e 0 1 1f 0 1 1g 0 1 1h 0 1 1i 0 1 1j 0 1 1k 0 1 1l 0 1 1c 0 1 1d 0 1 1e 0 1 1f 0
1 1g 0 1 1h 0 1 1i 0 1 1j 0 1 1k 0 1 1l 0 1 1c 0 1 1d 0 1 1e 0 1 1f 0 1 1g 0 1 1h 0 1 1i 0 1 1j 0 1 1k 0 1 1l 4cg 1
17r 0 1 17s 0 1 17w 0 1 17z 1 1 18o 0 1 182 0 1 17x 0 1 187 0 1 18q 0 1 18j 0 1 18k 0 1 18l 0 1 18m 0 1 183 0 1 189 0
1 18h 0 1 185 0 1 18i 0 1 181 0 1 184 0 1 17u 0 1 17v 0 1 17y 0 1 180 0 1 186 0 1 188 0 1 18a 0 1 19q 0 1 1bu 0 1 1b5
0 1 19r 1 1 17s 0 1 17w 1 1 18n 2 1 17x 1 1 18q 0 1 18j 0 1 18k 0 1 18l 0 1 18m 0 1 183 0 1 189 0 1 18h 0 1 185 0 1
18i 1 1 184 0 1 17u 0 1 17v 0 1 17y 1 1 186 1 1 18a 6 1 17w 4 1 17x 1 1 18q 1 1 18k 1 1 18m 0 1 183 0 1 189 1 1 185 0
1 18i 1 1 184 2 1 17y 1 1 186 1 1 18a 1 1 1bu 1 1 19r 1 1 17s 0 1 17w 1 1 18n 2 1 17x 0 1 187 0 1 18q 0 1 18j 1 1 18l
0 1 18m 0 1 183 0 1 189 0 1 18h 0 1 185 0 1 18i 1 1 184 0 1 17u 0 1 17v 0 1 17y 1 1 186 0 1 188 0 1 18a 0 1 19q 1 1
1b5 1 1 17r 0 1 17s 0 1 17w 0 1 17z 0 1 18n 0 1 18o 0 1 182 0 1 17x 0 1 187 0 1 18q 1 1 18k 0 1 18l 0 1 18m 0 1 183 0
1 189 0 1 18h 0 1 185 0 1 18i 0 1 181 0 1 184 0 1 17u 0 1 17v 0 1 17y 0 1 180 0 1 186 0 1 188 0 1 18a 5 1 17s 0 1 17w
0 1 17z 1 1 18o 0 1 182 0 1 17x 0 1 187 0 1 18q 1 1 18k 0 1 18l 0 1 18m 0 1 183 0 1 189 0 1 18h 0 1 185 0 1 18i 0 1
181 0 1 184 0 1 17u 0 1 17v 0 1 17y 0 1 180 0 1 186 0 1 188 0 1 18a g4 2 1c 1a 0 2 1c 18 0 2 1d 18 0 2 1e 18 0 2 1f 18
0 2 1g 18 0 2 1h 18 0 2 1i 18 0 2 1j 18 0 2 1k 18 0 2 1l 18 5 3 14 1t 15 0 3 14 1u 15 0 3 14 1v 15 0 3 14 1w 15 0 3 14
1x 15 0 3 14 1y 15 0 3 14 1z 15 0 3 14 20 15 0 3 14 21 15 0 3 14 22 15 0 3 14 23 15 0 3 14 24 15 0 3 14 25 15 0 3 14
26 15 0 3 14 27 15 0 3 14 28 15 0 3 14 29 15 0 3 14 2a 15 0 3 14 2b 15 0 3 14 2c 15 0 3 14 2d 15 0 3 14 2e 15 0 3 14
2f 15 0 3 14 2g 15 0 3 14 2h 15 0 3 14 2i 15 0 3 9hw 2b 9hx 0 1 1v 0 1 2a 0 2 1v 1w 0 2 2f 2i 1 1 1t 0 1 1u 0 1 1v 0 1
1w 0 1 1x 0 1 1y 0 1 1z 0 1 20 0 1 21 0 1 22 0 1 23 0 1 24 0 1 25 0 1 26 0 1 27 0 1 28 0 1 29 0 1 2a 0 1 2b 0 1 2c 0 1
2d 0 1 2e 0 1 2f 0 1 2g 0 1 2h 0 1 2i 0 2 20 2e 0 2 25 2e 0 2 2b 1w 0 2 2b 2b 0 3 28 28 2e 0 2 2f 1v q 2 25 1v 0 2 25
1w 0 2 25 2a z 2 1w 22 33 2 9kr 9jf 0 2 9mb 9mb 0 1 9md d 1 jez 0 1 i1j 0 1 gjw 0 2 9mu 9ll 0 1 fik 0 1 hlm 0 1 r8j 0
1 hm1 0 1 fj8 0 1 k68 0 1 mch 0 1 k2h 0 1 g99 0 1 ivg 0 1 g3x 0 1 k34 0 1 g7x 0 1 oqq 0 1 n4v 0 1 rs9 0 1 hkg 0 1 gmx
0 1 lxw 0 1 jh1 0 1 jmd 0 1 feo 0 1 fex 0 1 si2 0 1 ijq 0 1 ffx 0 1 gkz 0 1 jk7 0 1 rxs 0 1 jf7 0 1 o01 0 1 o6y 0 1
glk 0 1 lts 0 1 kcp 0 1 kco 0 1 n5f 0 1 gaa 0 1 gxi 0 1 sp9 4 3 9hw kdo 9hx 0 3 9hw fex 9hx 0 3 9hw fik 9hx 0 3 9hw
i2x 9hx 0 3 9hw m9l 9hx 0 3 9hw jf7 9hx 0 3 9hw nh3 9hx 0 3 9hw gd9 9hx 0 3 9hw k0n 9hx 7 1 ivr 0 1 gkv 1we 1 1c 0 1
1d 0 1 1e 0 1 1f 0 1 1g 0 1 1h 0 1 1i 0 1 1j 0 1 1k 0 1 1l 1ds6 1 fgd 0 1 fg8 0 1 fgh 0 1 2tcy 0 1 fog 0 1 fqm 0 1 fqz
0 1 fsy 0 1 fwa 0 1 fx5 0 1 fzb 0 1 fyn 0 1 ae6 0 1 2ud6 0 1 g25 0 1 g2c 0 1 g2s 0 1 g3b 0 1 2u58 0 1 aex 0 1 g2v 0 1
g3x 0 1 2u6j 0 1 g47 0 1 g4k 0 1 fkc 0 1 g4s 0 1 g51 0 1 3ly7 0 1 g6t 0 1 g77 0 1 afz 0 1 g8r 0 1 g92 0 1 gaa 0 1 gaf
0 1 ahh 0 1 gcn 0 1 gcp 0 1 gdg 0 1 ge2 0 1 ged 0 1 gee 0 1 gev 0 1 gg9 0 1 ggh 0 1 ggq 0 1 ghf 0 1 ghp 0 1 ghr 0 1
ghr 0 1 ghr 0 1 2v58 0 1 m7k 0 1 gju 0 1 gkf 0 1 2vdv 0 1 gkr 0 1 gkx 0 1 gli 0 1 gpq 0 1 gmw 0 1 gnc 0 1 go8 0 1 gpu
0 1 gs6 0 1 gsw 0 1 gur 0 1 gv7 0 1 gw4 0 1 gw4 0 1 gwp 0 1 gx7 0 1 gxf 0 1 gxu 0 1 h7a 0 1 gzq 0 1 h7b 0 1 h1t 0 1
h2s 0 1 g7b 0 1 hke 0 1 hce 0 1 hdg 0 1 he5 0 1 haj 0 1 hf6 0 1 hf5 0 1 hik 0 1 2x9g 0 1 hki 0 1 hkn 0 1 hl2 0 1 hlm 0
1 hlu 0 1 hnm 0 1 2xm0 0 1 2xnu 0 1 hrg 0 1 hsr 0 1 ht3 0 1 hqw 0 1 huu 0 1 aum 0 1 av0 0 1 hzc 0 1 i0u 0 1 i0u 0 1
2y88 0 1 i4j 0 1 i54 0 1 i5j 0 1 i5v 0 1 2yhk 0 1 i67 0 1 i6e 0 1 itv 0 1 i76 0 1 ayp 0 1 i8w 0 1 i9a 0 1 ibk 0 1 ia5
0 1 2z1g 0 1 if7 0 1 2z1i 0 1 ige 0 1 igb 0 1 igs 0 1 ijl 0 1 ijm 0 1 b3j 0 1 ikd 0 1 ilk 0 1 im5 0 1 ind 0 1 b4y 0 1
2zr7 0 1 b5o 0 1 ipc 0 1 ipf 0 1 ipi 0 1 iq2 0 1 3pg2 0 1 iri 0 1 3035 0 1 3035 0 1 poh 0 1 isi 0 1 isi 0 1 b7r 0 1
335k 0 1 3cgq 0 1 iua 0 1 iuj 0 1 b8j 0 1 ivu 0 1 ix9 0 1 ixj 0 1 iyh 0 1 j29 0 1 bay 0 1 ba4 0 1 j2s 0 1 30t0 0 1 j47
0 1 j7s 0 1 j7w 0 1 j7y 0 1 j7w 0 1 j96 0 1 j9q 0 1 jaq 0 1 jac 0 1 jan 0 1 jby 0 1 jci 0 1 jcm 0 1 jdc 0 1 jdn 0 1
jfh 0 1 jht 0 1 jis 0 1 jm8 0 1 31n0 0 1 jlp 0 1 jjw 0 1 jmw 0 1 jnn 0 1 jqc 0 1 31td 0 1 js2 0 1 jph 0 1 jop 0 1 bhq
0 1 ju1 0 1 jum 0 1 jvh 0 1 juf 0 1 bjg 0 1 k0f 0 1 k18 0 1 32mi 0 1 k4j 0 1 kc8 0 1 k7d 0 1 bo9 0 1 k9d 0 1 bns 0 1
bms 0 1 g42 0 1 g45 0 1 kcg 0 1 k9o 0 1 pf1 0 1 deh 0 1 kd3 0 1 kd7 0 1 kdd 0 1 kf2 0 1 ker 0 1 33cz 0 1 bpl 0 1 kje 0
1 kg5 0 1 klu 0 1 kn9 0 1 33hp 0 1 kni 0 1 kkf 0 1 kr8 0 1 brx 0 1 ksi 0 1 kv7 0 1 kx6 0 1 l2g 0 1 33xf 0 1 l3v 0 1
bvc 0 1 l5t 0 1 34br 0 1 l78 0 1 bwu 0 1 l82 0 1 l9b 0 1 la2 0 1 la3 0 1 34p9 0 1 2yvf 0 1 34sa 0 1 le6 0 1 354s 0 1
lhb 0 1 lhp 0 1 lev 0 1 ljq 0 1 lku 0 1 lmf 0 1 lkx 0 1 lm1 0 1 lmg 0 1 lmt 0 1 357i 0 1 lkk 0 1 lrj 0 1 lta 0 1 c37 0
1 lvv 0 1 lvr 0 1 35jl 0 1 lq1 0 1 m0e 0 1 35ni 0 1 35ou 0 1 m2u 0 1 m61 0 1 m5a 0 1 m57 0 1 c5y 0 1 m6i 0 1 m7x 0 1
m7r 0 1 m99 0 1 2u5h 0 1 mdh 0 1 368z 0 1 mfw 0 1 36i3 0 1 mjs 0 1 mk5 0 1 mkw 0 1 36yw 0 1 mm8 0 1 mmt 0 1 3779 0 1
37dg 0 1 mt6 0 1 mtn 0 1 cdo 0 1 mud 0 1 ce0 0 1 ce0 0 1 myv 0 1 mzg 0 1 n01 0 1 n0l 0 1 n2i 0 1 cgr 0 1 n50 0 1 386u
0 1 n5q 0 1 389e 0 1 n74 0 1 2zrz 0 1 nbk 0 1 38v5 0 1 38vs 0 1 38zo 0 1 cn0 0 1 cnc 0 1 nhw 0 1 394j 0 1 394i 0 1
395l 0 1 396b 0 1 nj2 0 1 nj3 0 1 nj3 0 1 nka 0 1 cop 0 1 nm3 0 1 cp2 0 1 cra 0 1 39r1 0 1 nri 0 1 nt8 0 1 nv0 0 1 ctf
0 1 3a5i 0 1 nyu 0 1 3a8q 0 1 3a9x 0 1 o0f 0 1 o2z 0 1 cvj 0 1 o5c 0 1 o5m 0 1 o5r 0 1 3at8 0 1 3b1j 0 1 3b1j 0 1 oa6
0 1 d1e 0 1 3b8r 0 1 og6 0 1 og9 0 1 d2f 0 1 3beo 0 1 onm 0 1 d5s 0 1 oo8 0 1 oo3 0 1 oow 0 1 3c06 0 1 orn 0 1 d8h 0 1
ouf 0 1 ow2 0 1 oxx 0 1 d9w 0 1 3ciw 0 1 3cjr 0 1 dax 0 1 3cnt 0 1 p6i 0 1 3cqm 0 1 p79 0 1 pa2 0 1 pad 0 1 3d22 0 1
3d43 0 1 pcw 0 1 3d7s 0 1 pdc 0 1 33a7 0 1 ded 0 1 pf6 0 1 phf 0 1 dfv 0 1 pj2 0 1 hx1 0 1 3dlz 0 1 3dmd 0 1 33bn 0 1
33bw 0 1 poh 0 1 pok 0 1 sda 0 1 dij 0 1 psh 0 1 psb 0 1 pst 0 1 gc3 0 1 ptd 0 1 ptf 0 1 ptp 0 1 puu 0 1 3ebg 0 1 put
0 1 pwd 0 1 pyb 0 1 q0d 0 1 pwj 0 1 q0t 0 1 q1z 0 1 q53 0 1 pxv 0 1 q16 0 1 q18 0 1 q1o 0 1 3eie 0 1 3eqz 0 1 3emt 0 1
dnv 0 1 q9d 0 1 q9f 0 1 qae 0 1 3g0a 0 1 qck 0 1 3f3g 0 1 dp9 0 1 dpd 0 1 3f75 0 1 3ff6 0 1 dpn 0 1 qj4 0 1 qjg 0 1
qjr 0 1 qjt 0 1 qll 0 1 qko 0 1 qoe 0 1 qn6 0 1 qrd 0 1 qp4 0 1 qqz 0 1 qrq 0 1 dsn 0 1 qu9 0 1 qv5 0 1 dtl 0 1 qxs 0
1 qxv 0 1 3giv 0 1 r13 0 1 r1a 0 1 dv9 0 1 r22 0 1 aez 0 1 3gz2 0 1 3h46 0 1 dz2 0 1 dzb 0 1 rds 0 1 rfx 0 1 rka 0 1
rpx 0 1 3hrc 0 1 rsb 0 1 rsx 0 1 rvf 0 1 rxz 0 1 3i9b 0 1 2upw 0 1 s0b 0 1 rzw 0 1 s1c 0 1 2uvy 0 1 s7o 0 1 sag 0 1
3jki 0 1 3jl9 0 1 sk4 0 1 smp 0 1 snl 0 1 3ju6 0 1 snv 0 1 svs 0 1 t07 0 1 t08 0 1 sxo 0 1 t89 0 1 t91 0 1 3ksa 0 1
tjf 0 1 ej9 0 1 tkn 0 1 3l2v 0 1 eli 0 1 ts3 0 1 iia 0 1 tur 0 1 3ltx 0 1 3lzu 0 1 epa 0 1 epi 0 1 u00 0 1 3mdm 0 1
er6 0 1 3mhi 0 1 u17 0 1 u17 0 1 u21 0 1 3mpi 0 1 u76 0 1 eur 0 1 u95 0 1 ucn 0 1 ude 0 1 uf2 0 1 ez2 0 1 3nsg 0 1 umq
0 1 uv4 0 1 v0d 0 1 f66 0 1 f71 0 1 v3b 0 1 3owe 0 1 f7c 0 1 3oxx 0 1 3p5a 0 1 3p8x 0 1 vcr 0 1 f9y 0 1 veh 0 1 vem 0
1 vet 0 1 vf3 0 1 vfa 0 1 vgb 0 1 3pxc
"""

    /** First, second, composed. */
    const val COMPOSITIONS = """
1t lc 5c 1t ld 5d 1t le 5e 1t lf 5f 1t lk 5g 1t lm 5h 1v mf 5j 1x lc 5k 1x ld 5l 1x le 5m 1x lk 5n 21 lc 5o 21 ld 5p
21 le 5q 21 lk 5r 26 lf 5t 27 lc 5u 27 ld 5v 27 le 5w 27 lf 5x 27 lk 5y 2d lc 61 2d ld 62 2d le 63 2d lk 64 2h ld 65
2p lc 68 2p ld 69 2p le 6a 2p lf 6b 2p lk 6c 2p lm 6d 2r mf 6f 2t lc 6g 2t ld 6h 2t le 6i 2t lk 6j 2x lc 6k 2x ld 6l
2x le 6m 2x lk 6n 32 lf 6p 33 lc 6q 33 ld 6r 33 le 6s 33 lf 6t 33 lk 6u 39 lc 6x 39 ld 6y 39 le 6z 39 lk 70 3d ld 71
3d lk 73 1t lg 74 2p lg 75 1t li 76 2p li 77 1t mg 78 2p mg 79 1v ld 7a 2r ld 7b 1v le 7c 2r le 7d 1v lj 7e 2r lj 7f
1v lo 7g 2r lo 7h 1w lo 7i 2s lo 7j 1x lg 7m 2t lg 7n 1x li 7o 2t li 7p 1x lj 7q 2t lj 7r 1x mg 7s 2t mg 7t 1x lo 7u
2t lo 7v 1z le 7w 2v le 7x 1z li 7y 2v li 7z 1z lj 80 2v lj 81 1z mf 82 2v mf 83 20 le 84 2w le 85 21 lf 88 2x lf 89
21 lg 8a 2x lg 8b 21 li 8c 2x li 8d 21 mg 8e 2x mg 8f 21 lj 8g 22 le 8k 2y le 8l 23 mf 8m 2z mf 8n 24 ld 8p 30 ld 8q
24 mf 8r 30 mf 8s 24 lo 8t 30 lo 8u 26 ld 8z 32 ld 90 26 mf 91 32 mf 92 26 lo 93 32 lo 94 27 lg 98 33 lg 99 27 li 9a
33 li 9b 27 ln 9c 33 ln 9d 2a ld 9g 36 ld 9h 2a mf 9i 36 mf 9j 2a lo 9k 36 lo 9l 2b ld 9m 37 ld 9n 2b le 9o 37 le 9p
2b mf 9q 37 mf 9r 2b lo 9s 37 lo 9t 2c mf 9u 38 mf 9v 2c lo 9w 38 lo 9x 2d lf a0 39 lf a1 2d lg a2 39 lg a3 2d li a4
39 li a5 2d lm a6 39 lm a7 2d ln a8 39 ln a9 2d mg aa 39 mg ab 2f le ac 3b le ad 2h le ae 3d le af 2h lk ag 2i ld ah
3e ld ai 2i lj aj 3e lj ak 2i lo al 3e lo am 27 m3 bk 33 m3 bl 2d m3 bz 39 m3 c0 1t lo ct 2p lo cu 21 lo cv 2x lo cw
27 lo cx 33 lo cy 2d lo cz 39 lo d0 64 lg d1 70 lg d2 64 ld d3 70 ld d4 64 lo d5 70 lo d6 64 lc d7 70 lc d8 5g lg da
6c lg db fa lg dc fb lg dd 5i lg de 6e lg df 1z lo di 2v lo dj 23 lo dk 2z lo dl 27 mg dm 33 mg dn dm lg do dn lg dp
c7 lo dq ia lo dr 2y lo ds 1z ld dw 2v ld dx 26 lc e0 32 lc e1 5h ld e2 6d ld e3 5i ld e4 6e ld e5 60 ld e6 6w ld e7
1t lr e8 2p lr e9 1t lt ea 2p lt eb 1x lr ec 2t lr ed 1x lt ee 2t lt ef 21 lr eg 2x lr eh 21 lt ei 2x lt ej 27 lr ek
33 lr el 27 lt em 33 lt en 2a lr eo 36 lr ep 2a lt eq 36 lt er 2d lr es 39 lr et 2d lt eu 39 lt ev 2b me ew 37 me ex
2c me ey 38 me ez 20 lo f2 2w lo f3 1t lj fa 2p lj fb 1x mf fc 2t mf fd 5y lg fe 6u lg ff 5x lg fg 6t lg fh 27 lj fi
33 lj fj fi lg fk fj lg fl 2h lg fm 3d lg fn 4o ld p1 pd ld p2 ph ld p4 pj ld p5 pl ld p6 pr ld p8 px ld pa q1 ld pb
qy ld pc pl lk q2 px lk q3 q9 ld q4 qd ld q5 qf ld q6 qh ld q7 qz ld q8 qh lk qy qt lk qz qn ld r0 qt ld r1 qx ld r2
r6 ld r7 r6 lk r8 t1 lc sg t1 lk sh sz ld sj sm lk sn t6 ld ss t4 lc st tf li su t4 li t5 u0 li u1 tx lc uo tx lk up
tv ld ur uu lk uv u2 ld v0 u0 lc v1 ub li v2 vo lr vq vp lr vr t2 li xt ty li xu sw li y8 ts li y9 sw lk ya ts lk yb
t1 li ye tx li yf yg lk yi yh lk yj t2 lk yk ty lk yl t3 lk ym tz lk yn t4 lg yq u0 lg yr t4 lk ys u0 lk yt ta lk yu
u6 lk yv yw lk yy yx lk yz tp lk z0 ul lk z1 tf lg z2 ub lg z3 tf lk z4 ub lk z5 tf ln z6 ub ln z7 tj lk z8 uf lk z9
tn lk zc uj lk zd 17r 18z 17m 17r 190 17n 18o 190 17o 17r 191 17p 18q 190 17q 1cl 190 1c0 1c1 190 1c2 1ci 190 1cj 1t4
1to 1t5 1tc 1to 1td 1tf 1to 1tg 1xj 1xa 1xn 1xj 1xz 1xo 287 28m 288 287 27y 28b 287 28n 28c 2aa 2c7 2ac 2bq 2bi 2bu
2br 2bi 2bv 2bq 2c7 2bw 2fa 2fq 2fc 2in 2j9 2io 2iu 2j9 2iv 2iu 2ja 2iw 2iu 2iq 2iy 2iy 2j9 2iz 2me 2m6 2mi 2mf 2m6
2mj 2me 2mv 2mk 2qh 2q2 2qi 2qh 2q7 2qk 2qk 2q2 2ql 2qh 2qn 2qm 36t 372 36u 5c5 5dh 5c6 5c7 5dh 5c8 5c9 5dh 5ca 5cb
5dh 5cc 5cd 5dh 5ce 5ch 5dh 5ci 5dm 5dh 5dn 5do 5dh 5dp 5dq 5dh 5ds 5dr 5dh 5dt 5du 5dh 5dv 1t md 5xc 2p md 5xd 1u lj
5xe 2q lj 5xf 1u mb 5xg 2q mb 5xh 1u mp 5xi 2q mp 5xj 5j ld 5xk 6f ld 5xl 1w lj 5xm 2s lj 5xn 1w mb 5xo 2s mb 5xp 1w
mp 5xq 2s mp 5xr 1w mf 5xs 2s mf 5xt 1w ml 5xu 2s ml 5xv 7m lc 5xw 7n lc 5xx 7m ld 5xy 7n ld 5xz 1x ml 5y0 2t ml 5y1
1x mo 5y2 2t mo 5y3 fc li 5y4 fd li 5y5 1y lj 5y6 2u lj 5y7 1z lg 5y8 2v lg 5y9 20 lj 5ya 2w lj 5yb 20 mb 5yc 2w mb
5yd 20 lk 5ye 2w lk 5yf 20 mf 5yg 2w mf 5yh 20 mm 5yi 2w mm 5yj 21 mo 5yk 2x mo 5yl 5r ld 5ym 6n ld 5yn 23 ld 5yo 2z
ld 5yp 23 mb 5yq 2z mb 5yr 23 mp 5ys 2z mp 5yt 24 mb 5yu 30 mb 5yv 5yu lg 5yw 5yv lg 5yx 24 mp 5yy 30 mp 5yz 24 ml 5z0
30 ml 5z1 25 ld 5z2 31 ld 5z3 25 lj 5z4 31 lj 5z5 25 mb 5z6 31 mb 5z7 26 lj 5z8 32 lj 5z9 26 mb 5za 32 mb 5zb 26 mp
5zc 32 mp 5zd 26 ml 5ze 32 ml 5zf 5x ld 5zg 6t ld 5zh 5x lk 5zi 6t lk 5zj 98 lc 5zk 99 lc 5zl 98 ld 5zm 99 ld 5zn 28
ld 5zo 34 ld 5zp 28 lj 5zq 34 lj 5zr 2a lj 5zs 36 lj 5zt 2a mb 5zu 36 mb 5zv 5zu lg 5zw 5zv lg 5zx 2a mp 5zy 36 mp 5zz
2b lj 600 37 lj 601 2b mb 602 37 mb 603 9m lj 604 9n lj 605 9s lj 606 9t lj 607 602 lj 608 603 lj 609 2c lj 60a 38 lj
60b 2c mb 60c 38 mb 60d 2c mp 60e 38 mp 60f 2c ml 60g 38 ml 60h 2d mc 60i 39 mc 60j 2d mo 60k 39 mo 60l 2d ml 60m 39
ml 60n a0 ld 60o a1 ld 60p a2 lk 60q a3 lk 60r 2e lf 60s 3a lf 60t 2e mb 60u 3a mb 60v 2f lc 60w 3b lc 60x 2f ld 60y
3b ld 60z 2f lk 610 3b lk 611 2f lj 612 3b lj 613 2f mb 614 3b mb 615 2g lj 616 3c lj 617 2g lk 618 3c lk 619 2h lj
61a 3d lj 61b 2i le 61c 3e le 61d 2i mb 61e 3e mb 61f 2i mp 61g 3e mp 61h 2w mp 61i 38 lk 61j 3b lm 61k 3d lm 61l an
lj 61n 1t mb 61s 2p mb 61t 1t ll 61u 2p ll 61v 5e ld 61w 6a ld 61x 5e lc 61y 6a lc 61z 5e ll 620 6a ll 621 5e lf 622
6a lf 623 61s le 624 61t le 625 76 ld 626 77 ld 627 76 lc 628 77 lc 629 76 ll 62a 77 ll 62b 76 lf 62c 77 lf 62d 61s li
62e 61t li 62f 1x mb 62g 2t mb 62h 1x ll 62i 2t ll 62j 1x lf 62k 2t lf 62l 5m ld 62m 6i ld 62n 5m lc 62o 6i lc 62p 5m
ll 62q 6i ll 62r 5m lf 62s 6i lf 62t 62g le 62u 62h le 62v 21 ll 62w 2x ll 62x 21 mb 62y 2x mb 62z 27 mb 630 33 mb 631
27 ll 632 33 ll 633 5w ld 634 6s ld 635 5w lc 636 6s lc 637 5w ll 638 6s ll 639 5w lf 63a 6s lf 63b 630 le 63c 631 le
63d bk ld 63e bl ld 63f bk lc 63g bl lc 63h bk ll 63i bl ll 63j bk lf 63k bl lf 63l bk mb 63m bl mb 63n 2d mb 63o 39
mb 63p 2d ll 63q 39 ll 63r bz ld 63s c0 ld 63t bz lc 63u c0 lc 63v bz ll 63w c0 ll 63x bz lf 63y c0 lf 63z bz mb 640
c0 mb 641 2h lc 642 3d lc 643 2h mb 644 3d mb 645 2h ll 646 3d ll 647 2h lf 648 3d lf 649 q9 lv 64g q9 lw 64h 64g lc
64i 64h lc 64j 64g ld 64k 64h ld 64l 64g n6 64m 64h n6 64n pd lv 64o pd lw 64p 64o lc 64q 64p lc 64r 64o ld 64s 64p ld
64t 64o n6 64u 64p n6 64v qd lv 64w qd lw 64x 64w lc 64y 64x lc 64z 64w ld 650 64x ld 651 ph lv 654 ph lw 655 654 lc
656 655 lc 657 654 ld 658 655 ld 659 qf lv 65c qf lw 65d 65c lc 65e 65d lc 65f 65c ld 65g 65d ld 65h 65c n6 65i 65d n6
65j pj lv 65k pj lw 65l 65k lc 65m 65l lc 65n 65k ld 65o 65l ld 65p 65k n6 65q 65l n6 65r qh lv 65s qh lw 65t 65s lc
65u 65t lc 65v 65s ld 65w 65t ld 65x 65s n6 65y 65t n6 65z pl lv 660 pl lw 661 660 lc 662 661 lc 663 660 ld 664 661 ld
665 660 n6 666 661 n6 667 qn lv 668 qn lw 669 668 lc 66a 669 lc 66b 668 ld 66c 669 ld 66d pr lv 66g pr lw 66h 66g lc
66i 66h lc 66j 66g ld 66k 66h ld 66l qt lv 66o qt lw 66p 66o lc 66q 66p lc 66r 66o ld 66s 66p ld 66t 66o n6 66u 66p n6
66v px lw 66x 66x lc 66z 66x ld 671 66x n6 673 qx lv 674 qx lw 675 674 lc 676 675 lc 677 674 ld 678 675 ld 679 674 n6
67a 675 n6 67b q1 lv 67c q1 lw 67d 67c lc 67e 67d lc 67f 67c ld 67g 67d ld 67h 67c n6 67i 67d n6 67j q9 lc 67k qd lc
67m qf lc 67o qh lc 67q qn lc 67s qt lc 67u qx lc 67w 64g n9 680 64h n9 681 64i n9 682 64j n9 683 64k n9 684 64l n9
685 64m n9 686 64n n9 687 64o n9 688 64p n9 689 64q n9 68a 64r n9 68b 64s n9 68c 64t n9 68d 64u n9 68e 64v n9 68f 65c
n9 68g 65d n9 68h 65e n9 68i 65f n9 68j 65g n9 68k 65h n9 68l 65i n9 68m 65j n9 68n 65k n9 68o 65l n9 68p 65m n9 68q
65n n9 68r 65o n9 68s 65p n9 68t 65q n9 68u 65r n9 68v 674 n9 68w 675 n9 68x 676 n9 68y 677 n9 68z 678 n9 690 679 n9
691 67a n9 692 67b n9 693 67c n9 694 67d n9 695 67e n9 696 67f n9 697 67g n9 698 67h n9 699 67i n9 69a 67j n9 69b q9
li 69c q9 lg 69d 67k n9 69e q9 n9 69f q4 n9 69g q9 n6 69i 69i n9 69j pd li 69k pd lg 69l pd lc 69m pd n9 69o 4o n6 69t
67o n9 69u qf n9 69v q6 n9 69w qf n6 69y 69y n9 69z ph lc 6a0 pj lc 6a2 pj n9 6a4 69r lc 6a5 69r ld 6a6 69r n6 6a7 qh
li 6a8 qh lg 6a9 qy lc 6aa qh n6 6ae qy n6 6af pl li 6ag pl lg 6ah pl lc 6ai 6bi lc 6al 6bi ld 6am 6bi n6 6an qt li
6ao qt lg 6ap qz lc 6aq qp lv 6as qp lw 6at qt n6 6au qz n6 6av px li 6aw px lg 6ax px lc 6ay pt lw 6b0 4o lc 6b1 67w
n9 6b6 qx n9 6b7 r2 n9 6b8 qx n6 6ba 6ba n9 6bb pr lc 6bc q1 lc 6be q1 n9 6bg 6mo mw 6my 6mq mw 6mz 6ms mw 6ni 6og mw
6od 6ok mw 6oe 6oi mw 6of 6pv mw 6pw 6q0 mw 6q1 6q3 mw 6q4 6qr mw 6qs 6qt mw 6qu 6rg mw 6rl 6rn mw 6ro 6rp mw 6rr 6rs
mw 6rt 1p mw 6sg 6sh mw 6si 6rx mw 6st 1o mw 6su 1q mw 6sv 6sk mw 6sw 6sl mw 6sx 6sy mw 6t0 6sz mw 6t1 6t2 mw 6t4 6t3
mw 6t5 6t6 mw 6tc 6t7 mw 6td 6te mw 6tg 6tf mw 6th 6ti mw 6tk 6tj mw 6tl 6ua mw 6uk 6ug mw 6ul 6uh mw 6um 6uj mw 6un
6t8 mw 6w0 6t9 mw 6w1 6tt mw 6w2 6tu mw 6w3 6uq mw 6wa 6ur mw 6wb 6us mw 6wc 6ut mw 6wd 9jf 9ll 9jg 9jh 9ll 9ji 9jj
9ll 9jk 9jl 9ll 9jm 9jn 9ll 9jo 9jp 9ll 9jq 9jr 9ll 9js 9jt 9ll 9ju 9jv 9ll 9jw 9jx 9ll 9jy 9jz 9ll 9k0 9k1 9ll 9k2
9k4 9ll 9k5 9k6 9ll 9k7 9k8 9ll 9k9 9kf 9ll 9kg 9kf 9lm 9kh 9ki 9ll 9kj 9ki 9lm 9kk 9kl 9ll 9km 9kl 9lm 9kn 9ko 9ll
9kp 9ko 9lm 9kq 9kr 9ll 9ks 9kr 9lm 9kt 9ja 9ll 9lg 9lp 9ll 9lq 9m3 9ll 9m4 9m5 9ll 9m6 9m7 9ll 9m8 9m9 9ll 9ma 9mb
9ll 9mc 9md 9ll 9me 9mf 9ll 9mg 9mh 9ll 9mi 9mj 9ll 9mk 9ml 9ll 9mm 9mn 9ll 9mo 9mp 9ll 9mq 9ms 9ll 9mt 9mu 9ll 9mv
9mw 9ll 9mx 9n3 9ll 9n4 9n3 9lm 9n5 9n6 9ll 9n7 9n6 9lm 9n8 9n9 9ll 9na 9n9 9lm 9nb 9nc 9ll 9nd 9nc 9lm 9ne 9nf 9ll
9ng 9nf 9lm 9nh 9ly 9ll 9o4 9nz 9ll 9o7 9o0 9ll 9o8 9o1 9ll 9o9 9o2 9ll 9oa 9od 9ll 9oe 1huh 1hve 1hui 1huj 1hve 1huk
1hut 1hve 1huz 1hyp 1hyf 1hym 1hyq 1hyf 1hyn 1idj 1ida 1idn 1idj 1idz 1ido 1int 1inu 1inv 1int 1ink 1inw 1int 1inx
1iny 1iuw 1iun 1iuy 1iux 1iun 1iuz 1jjp 1jjk 1jjs
"""

    /** Ranges: gap, length, canonical combining class. */
    const val COMBINING_CLASSES = """
lc l 6e 0 1 6g 0 4 64 0 1 6g 0 1 60 0 5 64 0 2 5m 0 4 64 0 2 5m 0 b 64 0 5 1 0 4 64 0 8 6e 0 1 6o 0 1 6e 0 3 64 0 3 6e
0 2 64 1 3 6e 0 4 64 0 1 6e 0 1 6g 0 2 64 0 1 6e 0 1 6h 0 2 6i 0 1 6h 0 2 6i 0 1 6h 0 d 6e 7n 5 6e 7d 1 64 0 4 6e 0 1
64 0 3 6e 0 1 66 0 1 64 0 6 6e 0 6 64 0 2 6e 0 1 64 0 2 6e 0 1 66 0 1 6c 0 1 6e 0 1 a 0 1 b 0 1 c 0 1 d 0 1 e 0 1 f 0
1 g 0 1 h 0 1 i 0 2 j 0 1 k 0 1 l 0 1 m 1 1 n 1 1 o 0 1 p 1 1 6e 0 1 64 1 1 i 20 8 6e 0 1 u 0 1 v 0 1 w 1c 1 r 0 1 s 0
1 t 0 1 u 0 1 v 0 1 w 0 1 x 0 1 y 0 2 6e 0 2 64 0 5 6e 0 1 64 0 2 6e 0 1 64 g 1 z 2t 7 6e 2 4 6e 0 1 64 0 1 6e 2 2 6e
1 1 64 0 2 6e 0 1 64 z 1 10 u 1 6e 0 1 64 0 2 6e 0 1 64 0 2 6e 0 3 64 0 1 6e 0 2 64 0 1 6e 0 1 64 0 3 6e 0 1 64 0 1 6e
0 1 64 0 1 6e 0 1 64 0 1 6e 0 1 64 0 2 6e 4g 7 6e 0 1 64 0 1 6e 9 1 64 o 4 6e 1 9 6e 1 3 6e 1 5 6e 17 3 64 1o 1 6e 0 3
64 0 4 6e 16 5 6e 0 5 64 0 e 6e 1 1 64 0 2 6e 0 1 64 0 2 6e 0 1 64 0 3 6e 0 3 64 0 1 r 0 1 s 0 1 t 0 3 6e 0 1 64 0 2
6e 0 2 64 0 5 6e 1o 1 7 g 1 9 3 1 6e 0 1 64 0 2 6e 2v 1 7 g 1 9 1c 1 6e 1p 1 7 g 1 9 32 1 7 g 1 9 32 1 7 g 1 9 3j 1 9
32 1 7 g 1 9 7 1 2c 0 1 2j 2t 1 7 g 1 9 31 2 9 g 1 9 3g 1 9 31 2 2v 0 1 9 d 4 2z 30 2 3a 0 1 9 d 4 3e 24 2 64 r 1 64 1
1 64 1 1 60 1j 1 3l 0 1 3m 1 1 3o 5 4 3m 2 1 3m 1 2 6e 0 1 9 1 2 6e 1q 1 64 34 1 7 1 2 9 2a 1 64 jz 3 6e qc 2 9 u 1 9
4d 1 9 a 1 6e 5n 1 6c 3z 1 66 0 1 6e 0 1 64 63 1 6e 0 1 64 1z 1 9 k 8 6e 2 1 64 1c 5 6e 0 6 64 0 2 6e 0 1 64 1 2 64 0
2 6e 0 2 64 0 5 6e 0 1 64 0 4 6e 2t 1 7 f 1 9 12 1 6e 0 1 64 0 7 6e 1i 2 9 1m 1 7 b 2 9 1v 1 7 48 3 6e 1 1 1 0 5 64 0
2 6e 0 4 64 0 1 6e 1 7 1 4 1 64 6 1 6e 3 2 6e 5i 2 6e 0 1 64 0 7 6e 0 1 64 0 2 6e 0 1 6i 0 1 5y 0 1 64 0 1 5m 0 11 6e
0 1 6g 0 2 6c 0 1 64 0 1 62 0 1 6e 0 1 6h 0 1 64 0 1 6e 0 1 64 k0 2 6e 0 2 1 0 4 6e 0 3 1 0 2 6e 4 1 6e 3 2 1 0 1 6e 0
1 64 0 1 6e 0 2 1 0 4 64 0 1 6e 2da 3 6e 3x 1 9 2o w 6e fe 1 62 0 1 6c 0 1 6g 0 1 66 0 2 68 2x 2 8 n9w 1 6e 4 a 6e w 2
6e 28 2 6e 7o 1 9 11 1 9 47 1 9 r i 6e 1l 3 64 11 1 9 2n 1 7 c 1 9 6n 1 6e 1 2 6e 0 1 64 2 2 6e 5 2 6e 1 1 6e 1g 1 9
6u 1 9 fn4 1 q ld 7 6e 0 7 64 0 2 6e r1 1 64 6a 1 64 45 5 6e 1aq 1 64 1 1 6e 14 1 6e 0 1 1 0 1 64 4 1 9 4l 1 6e 0 1 64
fx 4 6e ar 2 6e 49 2 64 0 3 6e 0 1 64 0 1 6e 0 4 64 1d 1 6e 0 1 64 0 1 6e 0 1 64 5c 1 9 15 1 9 e 1 9 1l 1 9 0 1 7 1x 3
6e 1c 2 9 1q 1 7 24 1 9 9 1 7 2y 1 9 0 1 7 4y 1 7 0 1 9 28 2 7 g 1 9 o 7 6e 3 5 6e 5p 1 9 3 1 7 n 1 6e 2r 1 9 0 1 7 6z
1 9 0 1 7 3i 1 9 3a 1 9 0 1 7 37 1 9 7h 1 9 0 1 7 76 2 9 4 1 7 4c 1 9 2b 1 9 i 1 9 29 1 9 bp 1 9 76 1 7 1 2 9 29 1 9
fa0 5 1 1n 7 6e xl 2 6 f58 1 1 43q 2 60 0 3 1 3 1 6a 0 5 60 8 8 64 2 5 6e 0 2 64 u 4 6e 44 3 6e 2pn 7 6e 1 h 6e 2 7 6e
1 2 6e 1 5 6e 79 7 6e af 1 6e 1p 4 6e 15s 7 64 31 6 6e 0 1 7
"""

    /** Ranges: gap, length. */
    const val JOINING = """
lc 34 7n 7 7b 19 1 1 1 2 1 2 1 1 20 b 1c l g 1 2t 7 2 6 2 2 1 4 z 1 u r 2j b 1m 9 9 1 o 4 1 9 1 3 1 5 17 3 1o 8 16 o 1
x 1i 3 1 i 1 7 a 2 t 3 1k 1 1 7 2 2 2 3 9 1 a 2 q 1 2 3 1k 1 1 5 4 2 2 3 3 1 u 2 3 1 b 3 1k 1 1 8 1 3 1 3 k 2 m 6 1 3
1k 1 1 7 2 2 2 3 7 3 a 2 u 1 1n 5 3 3 1 4 9 1 14 5 1j 1 1 7 1 3 1 4 7 2 b 2 t 3 1k 1 1 7 1 3 1 4 7 2 b 2 s 4 1j 2 1 7
1 3 1 4 9 1 a 2 t 3 1y 1 4 6 1 1 1 8 i 2 1p 1 1 8 c 8 2q 1 1 a b 6 22 2 r 1 1 1 1 1 4 2 1d k 1 2 5 b 1 10 9 1 2s k n 4
4 3 1 3 2 7 3 4 d c 1 1 a 4 5e 4g 9p 3 qa 4 s 3 t 2 u 2 1s w 9 1 19 3 1 1 39 2 y 1 3a c 4 c 63 5 1l a 1 t 2 1 1c v 1d
5 1b h 12 9 c 3 u d 1k e 1c k 48 3 1 l 4 1 6 1 2 3 5i 1s k0 x 2da 3 3x 1 2o w fe 6 2x 2 48 1 1 2 3 6 f m 2 7 1 2 h 2 3
8 n34 4 1 a w 2 28 2 7k 1 3 1 4 1 n 5 4 1 2b 2 1e i q i d 1 12 8 p d 18 4 1b e 10 1 1v e c 1 8 2 19 3 1e 1 1 3 2 2 5 2
1 1 15 5 5 2 6k 8 1 2 fn4 1 kh g g g a6 3 2 1 1 2 3 6 i 6 2 6 2 6 2 3 f4 1 6a 1 45 5 1ae 3 1 2 5 4 14 3 4 1 4l 2 fx 4
ar 2 49 b 1d 4 3e 3 1h f 15 1 2 2 a 4 19 b 7 1 1p 3 10 e g 2 18 1 c 3 1c e 8 4 1 2 2k c 6 1 4g c l 4 1j 2 1 7 2 2 2 3
9 1 a 2 2 7 3 5 5c i n 1 29 k 6j 7 2 9 r 2 2a h 2y d 2t f 74 f 6t 6 1 2 2 4 1 1 1 2 3x 7 2 7 3 1 s a 14 7 1 4 8 1 9 b
1a g b9 8 1 8 2a m 1 e 3e 6 3 1 1 2 1 7 1 1 1u 5 1 2 1 5 9n 4 f09 5 1n 7 t4 1 1 1j 7 4 29 1 b 2 f57 2 3mp 1a 2 n f2 5
3 6 8 8 2 7 u 4 44 3 1iz 1j 4 1e 8 1 e 1 m 5 1 f 11s 7 1 h 2 7 1 2 1 5 79 7 af 1 1p 4 15s 7 31 7 gzhx 6o
"""

    /** Ranges: gap, length, step, distance. */
    const val LOWERCASE = """
1t q 1 w 2t n 1 w 1 7 1 w x 1b 2 1 3 5 2 1 2 f 2 1 2 19 2 1 1 1 1 -3d 0 5 2 1 3 1 1 5u 0 3 2 1 1 1 1 5q 0 1 1 1 1 2 1
5p 0 1 1 1 2 1 1 27 0 1 1 5m 0 1 1 5n 0 1 1 1 1 1 1 5p 0 1 1 5r 1 1 1 5v 0 1 1 5t 0 1 1 1 3 1 1 5v 0 1 1 5x 1 1 1 5y 0
5 2 1 1 1 1 62 0 1 1 1 1 1 1 62 2 1 1 1 1 1 1 62 0 1 1 1 1 2 1 61 0 3 2 1 1 1 1 63 0 1 1 1 3 1 1 1 7 1 1 2 0 1 1 1 1 1
1 2 0 1 1 1 1 1 1 2 0 h 2 1 2 h 2 1 2 1 1 2 0 3 2 1 1 1 1 -2p 0 1 1 -1k 0 13 2 1 1 1 1 -3m 1 h 2 1 7 1 1 8bv 0 1 1 1 1
1 1 -4j 0 1 1 8bs 2 1 1 1 1 1 1 -5f 0 1 1 1x 0 1 1 1z 0 9 2 1 81 3 2 1 3 1 1 1 8 1 1 38 6 1 1 12 1 3 1 11 1 1 1 1s 1 2
1 1r 1 h 1 w 1 9 1 w z 1 1 8 8 n 2 1 5 1 1 -1o 2 1 1 1 1 1 1 -7 0 1 1 1 2 3 1 -3m 0 g 1 28 0 w 1 w 1c x 2 1 9 1h 2 1 1
1 1 f 0 d 2 1 2 2n 2 1 2 12 1 1c 289 12 1 5ls 1 1 1 5ls 5 1 1 5ls k2 28 1 tzk 0 6 1 8 1p6 17 1 -2bk 2 3 1 -2bk 8w 45 2
1 9 1 1 -5vj 1 2n 2 1 9 8 1 -8 8 6 1 -8 a 8 1 -8 8 8 1 -8 8 6 1 -8 b 7 2 -8 8 8 1 -8 o 8 1 -8 8 8 1 -8 8 8 1 -8 8 2 1
-8 0 2 1 -22 0 1 1 -9 b 4 1 -2e 0 1 1 -9 b 2 1 -8 0 2 1 -2s c 2 1 -8 0 2 1 -34 0 1 1 -7 b 2 1 -3k 0 2 1 -3i 0 1 1 -9
89 1 1 -5st 3 1 1 -6gv 0 1 1 -6di 6 1 1 s 19 g 1 g j 1 1 1 mq q 1 q 1f4 1c 1 1c 1c 1 1 1 1 1 1 -8af 0 1 1 -2xy 0 1 1
-89z 2 5 2 1 1 1 1 -8bg 0 1 1 -8al 0 1 1 -8bj 0 1 1 -8bi 1 1 1 1 2 1 1 1 8 2 1 -8cf 0 2r 2 1 8 3 2 1 4 1 1 1 nyl 19 2
1 j r 2 1 3r d 2 1 3 1p 2 1 a 3 2 1 1 1 1 -r9g 0 9 2 1 4 1 1 1 1 1 1 -wmg 2 3 2 1 3 j 2 1 1 1 1 -wn8 0 1 1 -wnj 0 1 1
-wnf 0 1 1 -wn5 0 1 1 -wn8 1 1 1 -wlu 0 1 1 -wmi 0 1 1 -wlx 0 1 1 ps 0 f 2 1 1 1 1 -1c 0 1 1 -wn7 0 1 1 -raw 0 3 2 1 6
1 1 1 5 3 2 1 s 1 1 1 h7v q 1 w xx 14 1 14 3s 10 1 14 4c b 1 13 1 f 1 13 1 7 1 13 1 2 1 13 1d6 1f 1 1s 2ct w 1 w gw0 w
1 w o80 y 1 y
"""

    /** Ranges: gap, length. */
    const val CASED = """
1t q 6 q 1b 1 a 1 4 1 5 n 1 v 1 5f 1 4 4 5s 1 r 5c 4 2 2 3 3 1 1 6 1 1 3 1 1 1 k 1 2b 1 3v 8 4m 1 12 9 15 26v 12 1 1 5
1 2 17 2 3 io 2e 2 6 1oi 9 7 17 2 3 1s 18 1r d 1 y 2t 7q 2 6 2 12 2 6 2 8 1 1 1 1 1 1 1 v 2 1h 1 7 1 1 3 3 1 7 3 4 2 6
4 d 5 3 1 7 79 1 4 1 2 a 1 1 3 5 6 1 1 1 1 1 1 4 1 6 4 1 2 4 5 5 4 1 h w 3 2 mp 1g 1ee 3g 2 2v 6 4 3 2 c 12 1 1 5 1
nwy 1a i s 3q 26 1 n 3 4 1 1n 5 2 1 1 1 5 r 2 3 1 mt 17 5 9 7 28 fnk 7 c 5 sp q 6 q x1 28 2o 10 4 10 38 b 1 f 1 7 1 2
1 b 1 f 1 7 1 2 1c3 1f d 1f 2b1 1s gv4 1s k1s 2d 1 1z 1 2 2 1 2 2 2 4 1 c 1 1 1 7 1 1t 1 4 2 8 1 7 1 s 1 4 1 5 1 1 3 7
1 9g 2 p 1 p 1 v 1 p 1 v 1 p 1 v 1 p 1 v 1 p 1 8 1f8 a 1 k 1y9 1w 1kc q 6 q 6 q
"""

    /** Ranges: gap, length. */
    const val CASE_IGNORABLE = """
13 1 6 1 b 1 z 1 1 1 1z 1 4 1 1 1 4 1 2 2 dz 5c 4 2 4 1 9 2 1 1 6z 7 5r 1 5 1 1d 19 1 1 1 2 1 2 1 1 18 1 b 6 a b 1 1 z
1 a l g 1 2t 8 1 a 1 4 x 1 1 1 u r 2j b 1m b 4 1 2 1 o o 17 3 18 1 7 2 6 8 15 1m 1j 1 1 1 4 8 4 1 3 7 a 2 d 1 f 1 1m 1
4 4 8 1 k 2 q 1 2 2 1l 1 4 2 4 2 2 3 3 1 u 2 3 1 b 2 1l 1 4 5 1 2 4 1 k 2 m 6 1 1 1m 1 2 1 1 4 8 1 7 2 b 2 u 1 1p 1 c
1 1e 1 3 1 1j 1 1 3 5 3 1 4 7 2 b 2 t 1 1m 1 2 1 6 1 5 2 k 2 s 2 1l 2 4 4 8 1 k 2 t 1 20 1 7 3 1 1 2i 1 2 7 b 9 2q 1 2
9 9 1 1 6 22 2 r 1 1 1 1 1 1j e 1 5 1 2 5 b 1 10 9 1 2u 4 1 6 1 2 2 2 p 2 4 3 g 4 d 1 2 2 6 1 f 1 2m 1 gw 3 qa 3 t 2 u
2 u 2 1s 2 1 7 8 1 2 b 3 1 5 1 19 5 1f 1 1t 2 y 1 3a 3 4 2 9 1 6 3 63 2 2 1 1m 1 1 7 1 1 1 1 2 8 6 a 2 1 13 1 8 v 1d 4
1c 1 1 5 1 1 5 1 14 9 c 2 w 4 2 2 1 3 1k 1 1 2 3 1 1 3 1m 8 2 2 1s 6 2a 3 1 d 1 7 4 1 6 1 3 2 1e 1r d 1 y 2t cd 1 1 3
b 3 d 3 d 3 d 2 c 5 8 2 a 1 2 1 2 5 1d 5 1 a 1 1 d 1 g d 1f x 2a3 2 35 3 3h 1 f 1 2o w 1b 1 d1 1 10 4 3 5 5 1 2l 6 2l
3 lxy 1 yq 6 7i 1 2q 4 1 a 1 1 s 4 28 2 e y 26 1 n 3 2v 3 3 2 8 1 3 1 4 1 p 2 5 1 47 2 q i d 1 12 8 p b 1a 3 1c 1 2 4
2 2 h 1 l 2 1u 6 2 2 2 2 c 1 8 1 z 1 b 1 1f 1 1 3 2 2 5 2 1 1 r 1 e 2 5 2 1 1 2s 5 9 3 3d 1 2 1 4 1 fn4 1 43 h fx g 3
1 c g y 1 2 1 4p 1 7 1 6 1 b 1 z 1 1 1 1b 1 19 2 1v 1 l 3 e9 1 6a 1 45 5 sl 6 1 16 1 9 g6 3 1 2 5 4 14 3 4 1 4l 2 fx 4
ar 2 49 b 1d 4 3f 1 1i f 15 1 2 2 a 3 1d 4 2 2 2 1 4 1 a 1 1e 3 10 5 1 8 1q 1 c 2 1g 9 a 4 2 1 2n 3 2 1 1 2 6 1 4g 1 3
8 l 2 1l 2 3 1 11 7 3 5 5f 8 2 3 1 1 n 1 2c 6 1 1 4 2 1 2 6m 4 6 2 1 2 r 2 2d 8 2 1 1 2 2y 1 1 1 2 6 1 1 2t 3 2 4 1 5
77 9 1 2 74 2 1 1 4 1 40 4 2 2 4 1 w a 14 6 2 4 8 1 9 6 2 3 1a d 1 2 ba 7 1 6 1 1 2a m 2 7 1 2 1 2 3e 6 3 1 1 2 1 7 1
1 20 2 3 1 1 1 9n 2 46z 9 at3 5 1n 7 9 4 sr 1 1r h 1s 2 1 2 cnf 4 1 7 1 2 2hq 2 1 4 3mk 1a 2 n f4 3 9 g 2 7 u 4 44 3
1iz 1j 4 1e 8 1 e 1 m 5 1 f 11s 7 1 h 2 7 1 2 1 5 79 e a8 1 1p 4 15s 7 31 8 23z 5 gx6p 1 u 2o 3k 6o
"""

    /** Ranges: gap, length. */
    const val SPACES = """
9 5 e 5 2s 1 q 1 4bj 1 1vj b t 2 5 1 1b 1 334 1
"""
}
