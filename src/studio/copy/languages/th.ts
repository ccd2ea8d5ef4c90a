import type { LanguagePack } from '#studio/copy/language-pack';

/** Thai. Address <คุณ> in both registers; formal drops the particles of speech. */
export const th: LanguagePack = {
  language: 'th',
  notes: [
    'จุดเด่นและปัญหา: ประโยคสั้นที่อ่านจบในตัว (“ฟังได้ 30 ชั่วโมงไม่ต้องชาร์จ”, “แบตหมดก่อนเที่ยง”)',
    'คุณสมบัติ: วลีนาม (“ไมโครโฟนสี่ตัวพร้อมตัวกรองลม”) หมวดสินค้า: คำนาม (“หูฟังไร้สาย”)',
    'กลุ่มเป้าหมาย: วลีที่ตามหลัง “สำหรับ” ได้ (“คนที่ทำงานบนรถไฟ”) โอกาส: คำนาม (“ปีใหม่”) จำนวน: “200 ชิ้น”',
    'ไม่มีจุดจบประโยค เว้นวรรคระหว่างประโยคแทน ไม่ใช้คำลงท้ายที่บอกเพศ (ครับ/ค่ะ)',
    'ไม่เว้นวรรคระหว่างคำ การตัดคำทำตอนจัดหน้า ไม่ใส่อักขระพิเศษในข้อความ',
  ],
  scripts: ['Thai'],
  typography: {
    stop: '',
    gap: ' ',
    colon: ': ',
    quotes: ['“', '”'],
    innerQuotes: ['‘', '’'],
    quoteStop: 'inside',
    apostrophe: null,
    spacing: 'plain',
  },
  lowerWords: '',
  headline: { unit: 'graphemes', min: 8, max: 36 },
  hashtags: { join: 'plain', usual: 4 },
  angles: {
    benefit: {
      headlines: ['{benefit}', '{product} {benefit}', 'มี {product} แล้ว {benefit}', 'พูดง่ายๆ: {benefit}'],
      openings: ['{benefit} นี่คือสิ่งที่ {product} ทำให้', '{product} ในประโยคเดียว: {benefit}'],
    },
    problem: {
      headlines: [
        '{problem}? ไม่ใช่กับ {product}',
        'ลืมไปได้เลย: {problem}',
        '{problem} เรื่องแบบนี้ปล่อยให้เป็นอดีต',
        '{problem}? ถึงเวลาของ {product}',
      ],
      openings: ['{problem} ถ้าคุ้นกับเรื่องนี้ ลองดู {product}', 'เคยเจอแบบนี้ไหม? {problem}'],
      supports: ['{product} ต่างออกไป: {benefit}'],
    },
    proof: {
      headlines: ['{quote}', '{proof}', '{product}: {proof}', 'มีหลักฐานยืนยัน: {proof}{?source}'],
      openings: [
        '{quote} – {by} พูดถึง {product}',
        '{?proof}{source} พูดถึง {product} ว่า {proof}',
        '{product}: {proof}',
      ],
      supports: ['{!quote}คำพูดของ {by}', '{!proof}ที่มา: {source}'],
    },
    feature: {
      headlines: [
        '{feature}',
        '{product} แบบใกล้ๆ: {feature}',
        'ลองดูใกล้ๆ: {feature}',
        'รายละเอียดที่น่ามอง: {feature}',
      ],
      openings: ['{feature} รายละเอียดของ {product} ที่ใช้แล้วจึงรู้', 'มอง {product} ให้ใกล้ขึ้น: {feature}'],
    },
    contrast: {
      headlines: [
        '{problem}? {benefit}',
        'เมื่อก่อน: {problem} ตอนนี้: {benefit}',
        'เมื่อวาน {problem} วันนี้ {benefit}',
      ],
      openings: [
        'ก่อนมี {product}: {problem} หลังมี {product}: {benefit}',
        'วันเดียวกัน สองแบบ แบบแรก: {problem} อีกแบบ: {benefit}',
      ],
    },
    question: {
      headlines: [
        'ทำไมต้อง {product}? {benefit}',
        'ถ้าเรื่องนี้เป็นเรื่องปกติล่ะ? {benefit}',
        'ต้องทนอีกนานแค่ไหน? {problem}',
        '{product} เหมาะกับใคร? {audience}',
        '<คุณ|>รู้จัก {product} หรือยัง?',
        'ถ้ามี {product} <คุณ|>จะทำอะไร?',
      ],
      openings: ['ถามได้ดี ทำไมต้อง {product}? {benefit}', 'ได้ {product} มา <คุณ|>จะใช้ทำอะไรก่อน?'],
    },
    how_to: {
      headlines: [
        '{category} ควรดูตรงไหน{?feature}{?benefit}',
        'รู้จัก {product} ในสามข้อ{?feature}{?feature2}{?benefit}',
        'ก่อนเลือก ดูตรงนี้: {feature}',
        'เริ่มดูจากตรงนี้: {feature}',
      ],
      openings: ['กำลังหา{category}? ดูข้อนี้ก่อน: {feature}', 'ก่อนเลือก {product} ควรรู้: {feature}'],
      supports: ['{benefit} {feature} {feature2}', 'ใน {product}: {feature}'],
    },
    occasion: {
      headlines: [
        '{occasion}นี้ นึกถึง {product}',
        '{occasion}ใกล้มาแล้ว {product} ก็เช่นกัน',
        '{product} ตั้งแต่ {start}',
      ],
      openings: ['{occasion}นี้ยังคิดไม่ออก? ลองดู {product}', '{campaign} เริ่ม {start} พร้อม {product}'],
    },
    urgency: {
      headlines: [
        '{product} ถึง {date}',
        'มีเพียง {limit}',
        'วันสุดท้าย: {date}',
        '{product} มีเพียง {limit}',
        '{campaign} ถึง {date}',
      ],
      openings: ['{campaign} ถึง {date} และมี {product} ด้วย', '{product} มีเพียง {limit}'],
      supports: ['{product} ราคา {price} ถึง {date}'],
    },
    values: {
      headlines: ['{value}', 'เบื้องหลัง {product}: {value}', 'วิธีทำงานของ {brand}: {value}'],
      openings: ['{value} นี่คือวิธีทำงานของ {brand} กับ {product} ก็เช่นกัน', 'เบื้องหลัง {product} มีแนวคิดหนึ่ง: {value}'],
      supports: ['{brand} ใส่ใจเรื่องนี้'],
    },
    price: {
      headlines: [
        '{product} ราคา {price}',
        '{benefit} ในราคา {price}',
        'จาก {before} เหลือ {price}',
        'ประหยัด {saving} กับ {product}',
      ],
      openings: [
        '{product} จาก {before} เหลือ {price}',
        '{product} ราคา {price} {benefit}',
        '{product} ราคา {price}',
      ],
      supports: ['จาก {before} เหลือ {price}'],
    },
    brand_voice: {
      headlines: [
        '{message}',
        '{tagline}',
        '{product} {tagline}',
        '{brand} ขอแนะนำ {product}',
        'นี่คือ {product}',
        '{campaign}: {product}',
      ],
      openings: [
        '{tagline} นี่คือ {product} จาก {brand}',
        '{message} กับ {product} จาก {brand}',
        'นี่คือ {product} จาก {brand}',
      ],
      supports: ['{brand} {tagline}', '{category}จาก {brand}', 'จาก {brand}'],
    },
  },
  cta: {
    buy: ['สั่งซื้อ {product}', 'สั่งซื้อออนไลน์'],
    learn: ['ดู {product} ใกล้ๆ', 'อ่านรายละเอียดทั้งหมด', 'ดูให้ใกล้ขึ้น'],
  },
  lines: {
    list: '{product} มีอะไรบ้าง',
    audience: 'สำหรับ{audience}',
    price: '{product} ราคา {price}',
    saving: 'จาก {before} เหลือ {price} ประหยัด {saving}',
    until: '{campaign} ถึง {date}',
    from: '{campaign} เริ่ม {start}',
    limit: 'จำนวน: {limit}',
    proof: '{proof} (ที่มา: {source})',
    quote: '{quote} – {by}',
    link: '{cta}: {url}',
  },
  badges: { saving: 'ประหยัด {saving}', until: 'ถึง {date}', limit: 'เพียง {limit}' },
  alt: {
    picture: [
      '{product} จาก {brand} {category} ข้อความในภาพ: {headline}',
      '{product} จาก {brand} ข้อความในภาพ: {headline}',
      '{product}: {headline}',
    ],
    type: [
      'ข้อความในสีของ {brand}: {headline} เกี่ยวกับ {product} {category}',
      'ข้อความจาก {brand} เกี่ยวกับ {product}: {headline}',
      '{product}: {headline}',
    ],
  },
};
